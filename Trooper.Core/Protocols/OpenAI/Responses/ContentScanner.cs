using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Takes what a message or a tool's output says into the canonical form, without building it.</summary>
internal readonly ref struct ContentScanner(ReadOnlySpan<byte> body, CanonicalForm form, TextScratch scratch)
{
    private readonly ReadOnlySpan<byte> body = body;

    /// <param name="content">A string or an array of parts; null says nothing.</param>
    /// <param name="item">The item's place in the input.</param>
    public MessageTraits Message(BodyValue content, int item)
    {
        if (content.Kind == JsonTokenType.None)
            throw OpenAIRejection.Missing($"input[{item}].content");
        if (content.Kind is not (JsonTokenType.String or JsonTokenType.StartArray or JsonTokenType.Null))
            throw OpenAIRejection.WrongType($"input[{item}].content", "a string or an array of content parts", content.Kind);
        return Scan(content, item, "content");
    }

    /// <summary>What a tool returned. A tool that OpenAI defines may return structures of its own: they count as their JSON.</summary>
    public MessageTraits Output(BodyValue output, int item)
    {
        if (!output.IsGiven)
            throw OpenAIRejection.Missing($"input[{item}].output");
        if (output.Kind is JsonTokenType.String or JsonTokenType.StartArray)
            return Scan(output, item, "output");
        form.Text(output.Json(body));
        return MessageTraits.None;
    }

    private MessageTraits Scan(BodyValue content, int item, string list)
    {
        if (content.IsString)
            form.Text(scratch.Utf8(content, body));
        var traits = MessageTraits.None;
        if (content.Kind != JsonTokenType.StartArray)
            return traits;
        var reader = content.Reader(body);
        for (var part = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; part++)
        {
            var path = new ItemPath(item, list, part);
            if (reader.TokenType != JsonTokenType.StartObject)
                throw OpenAIRejection.WrongType(path.ToString(), "an object", reader.TokenType);
            var start = content.Start + (int)reader.TokenStartIndex;
            var fields = ItemFields.Read(ref reader, content.Start, path);
            traits |= Part(fields, path, body[start..(content.Start + (int)reader.BytesConsumed)]);
        }
        return traits;
    }

    private MessageTraits Part(in ItemFields part, ItemPath path, ReadOnlySpan<byte> json)
    {
        if (!part.Type.IsString)
        {
            if (path.List != "output")
                throw OpenAIRejection.MissingOrWrong(path.Of("type"), "a string", part.Type.Kind);
            form.Text(json);
            return MessageTraits.None;
        }
        var type = part.Type.Utf8(body);
        if (IsText(type))
            return Text(part.Text, path.Of("text"));
        if (type.SequenceEqual("refusal"u8))
            return Text(part.Refusal, path.Of("refusal"));
        var media = type.SequenceEqual("input_image"u8) ? part.ImageUrl
            : type.SequenceEqual("input_file"u8) ? part.FileUrl.IsString ? part.FileUrl : part.FileData
            : default;
        if (media.IsString)
            form.Media(DataUri.DataOrAddress(scratch.Utf8(media, body)));
        else
            form.Opaque(type, json);
        return MessageTraits.Media;
    }

    private static bool IsText(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("input_text"u8) || type.SequenceEqual("output_text"u8) || type.SequenceEqual("text"u8);

    private MessageTraits Text(BodyValue text, string field)
    {
        if (!text.IsString)
            throw OpenAIRejection.MissingOrWrong(field, "a string", text.Kind);
        form.Text(scratch.Utf8(text, body));
        return MessageTraits.None;
    }
}
