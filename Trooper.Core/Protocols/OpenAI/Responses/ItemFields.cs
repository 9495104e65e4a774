using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The fields of an input item, or of a part of its content, that say something.</summary>
internal struct ItemFields
{
    public BodyValue Type, Role, Content, Id, CallId, Namespace, Name, Arguments, Input, Action, Output;
    public BodyValue Text, Refusal, ImageUrl, FileData, FileUrl;
    private BodyValue other;

    /// <param name="reader">Stands on the object; is left on its end.</param>
    /// <param name="offset">Where in the body the reader began.</param>
    /// <param name="path">The object's place in the request, for errors.</param>
    public static ItemFields Read(ref Utf8JsonReader reader, int offset, ItemPath path)
    {
        var fields = new ItemFields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ref var field = ref fields.Named(ref reader);
            if (field.Kind != JsonTokenType.None)
                throw OpenAIRejection.Twice(path.Of(reader.GetString()!));
            reader.Read();
            field = BodyValue.Read(ref reader, offset);
            fields.other = default;
        }
        return fields;
    }

    [UnscopedRef]
    private ref BodyValue Named(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("type"u8)) return ref Type;
        if (reader.ValueTextEquals("role"u8)) return ref Role;
        if (reader.ValueTextEquals("content"u8)) return ref Content;
        if (reader.ValueTextEquals("text"u8)) return ref Text;
        if (reader.ValueTextEquals("call_id"u8)) return ref CallId;
        if (reader.ValueTextEquals("name"u8)) return ref Name;
        if (reader.ValueTextEquals("arguments"u8)) return ref Arguments;
        if (reader.ValueTextEquals("output"u8)) return ref Output;
        if (reader.ValueTextEquals("id"u8)) return ref Id;
        if (reader.ValueTextEquals("namespace"u8)) return ref Namespace;
        if (reader.ValueTextEquals("input"u8)) return ref Input;
        if (reader.ValueTextEquals("action"u8) || reader.ValueTextEquals("operation"u8)) return ref Action;
        if (reader.ValueTextEquals("refusal"u8)) return ref Refusal;
        if (reader.ValueTextEquals("image_url"u8)) return ref ImageUrl;
        if (reader.ValueTextEquals("file_data"u8)) return ref FileData;
        if (reader.ValueTextEquals("file_url"u8)) return ref FileUrl;
        return ref other;
    }
}

/// <summary>Where an item or a part of its content stands, for errors.</summary>
internal readonly record struct ItemPath(int Item, string? List = null, int Part = -1)
{
    public string Of(string field) => $"{this}.{field}";

    public override string ToString() => List is null ? $"input[{Item}]" : $"input[{Item}].{List}[{Part}]";
}
