using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>A JSON value where it stands in the body, a string with its quotes.</summary>
internal readonly struct RawValue
{
    private readonly int start, end;

    /// <param name="reader">Stands on the value; is left on its end.</param>
    /// <param name="offset">Where in the body the reader began.</param>
    public RawValue(ref Utf8JsonReader reader, int offset)
    {
        Kind = reader.TokenType;
        IsEscaped = Kind == JsonTokenType.String && reader.ValueIsEscaped;
        start = offset + (int)reader.TokenStartIndex;
        reader.Skip();
        end = offset + (int)reader.BytesConsumed;
    }

    public JsonTokenType Kind { get; }

    public bool IsEscaped { get; }

    /// <summary>The field is there and not null.</summary>
    public bool IsGiven => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    public bool IsPresent => Kind != JsonTokenType.None;

    public int Start => start;

    public Slice Slice => new(start, end - start);

    public ReadOnlySpan<byte> Json(ReadOnlySpan<byte> body) => body[start..end];

    /// <summary>What a string says, where it has no escapes.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> body) => body[(start + 1)..(end - 1)];

    public bool Is(ReadOnlySpan<byte> body, ReadOnlySpan<byte> text) => Kind == JsonTokenType.String && Text(body).SequenceEqual(text);

    public Utf8JsonReader Reader(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(Json(body), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        reader.Read();
        return reader;
    }
}

/// <summary>The fields of an object that say something.</summary>
internal interface IRawFields
{
    /// <summary>The place for the field that the reader names; one and the same for all that say nothing.</summary>
    [UnscopedRef]
    ref RawValue Named(scoped ref Utf8JsonReader reader);

    /// <summary>Forgets the field that says nothing.</summary>
    void Ignore();
}

internal static class RawObject
{
    /// <summary>Reads an object's fields; one that stands twice is refused, as readers differ in which of the two counts.</summary>
    /// <param name="reader">Stands on the object; is left on its end.</param>
    public static TFields Read<TFields, TPlace>(ref Utf8JsonReader reader, int offset, TPlace place)
        where TFields : struct, IRawFields
        where TPlace : struct
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw OpenAIRejection.WrongType($"{place}", "an object", reader.TokenType);
        var fields = new TFields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ref var field = ref fields.Named(ref reader);
            if (field.IsPresent)
                throw OpenAIRejection.Twice($"{place}.{reader.GetString()}");
            reader.Read();
            field = new RawValue(ref reader, offset);
            fields.Ignore();
        }
        return fields;
    }
}
