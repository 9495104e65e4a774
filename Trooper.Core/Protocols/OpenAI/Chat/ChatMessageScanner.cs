using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

internal enum ChatRole
{
    System,
    User,
    Assistant,
    Tool,
}

/// <summary>One message of a request where it stands, not yet looked into.</summary>
internal readonly record struct RawChatMessage(Slice Bytes, ChatRole Role, int Position, ChatMessageFields Fields);

/// <summary>
/// Reads what messages say into their <see cref="CanonicalForm"/> without building them. What it writes of a message is what
/// <see cref="ChatMessageReader"/> reads.
/// </summary>
internal ref struct ChatMessageScanner(ReadOnlySpan<byte> body, CanonicalForm form)
{
    private readonly ReadOnlySpan<byte> body = body;
    private byte[] unescaped = [];

    /// <param name="reader">Stands on the message; is left on its end.</param>
    public readonly RawChatMessage Find(ref Utf8JsonReader reader, int position)
    {
        var start = (int)reader.TokenStartIndex;
        var fields = RawObject.Read<ChatMessageFields, ChatPlace>(ref reader, 0, new(position));
        return new(new(start, (int)reader.BytesConsumed - start), RoleOf(fields.Role, position), position, fields);
    }

    public MessageTraits Write(in RawChatMessage message)
    {
        var fields = message.Fields;
        switch (message.Role)
        {
            case ChatRole.Tool:
                form.BeginResult(Text(Required(fields.ToolCallId, new(message.Position), "tool_call_id")), isError: false);
                var result = Content(message);
                form.End();
                return result | MessageTraits.ToolResults;
            case ChatRole.Assistant:
                var traits = fields.HasThinking ? MessageTraits.Thinking : MessageTraits.None;
                if (fields.Content.IsGiven)
                    traits |= Content(message);
                if (fields.Refusal.Kind == JsonTokenType.String)
                    form.Text(Text(fields.Refusal));
                return fields.ToolCalls.IsGiven ? traits | Calls(fields.ToolCalls, message.Position) : traits;
            default:
                return Content(message);
        }
    }

    /// <summary>Gives back what was borrowed.</summary>
    public readonly void Dispose()
    {
        if (unescaped.Length > 0)
            ArrayPool<byte>.Shared.Return(unescaped);
    }

    private readonly ChatRole RoleOf(RawValue role, int position)
    {
        if (!role.IsPresent)
            throw OpenAIRejection.Missing($"messages[{position}].role");
        if (role.Is(body, "user"u8)) return ChatRole.User;
        if (role.Is(body, "assistant"u8)) return ChatRole.Assistant;
        if (role.Is(body, "tool"u8)) return ChatRole.Tool;
        if (role.Is(body, "system"u8) || role.Is(body, "developer"u8)) return ChatRole.System;
        var said = role.Kind == JsonTokenType.String ? System.Text.Encoding.UTF8.GetString(role.Text(body)) : "";
        throw OpenAIRejection.WrongValue($"messages[{position}].role", said, "'system', 'assistant', 'user', 'tool', and 'developer'");
    }

    private MessageTraits Content(in RawChatMessage message)
    {
        var content = message.Fields.Content;
        switch (content.Kind)
        {
            case JsonTokenType.String:
                form.Text(Text(content));
                return MessageTraits.None;
            case JsonTokenType.StartArray:
                return Parts(content, message.Position);
            case JsonTokenType.None:
                throw OpenAIRejection.Missing($"messages[{message.Position}].content");
            default:
                throw OpenAIRejection.WrongType($"messages[{message.Position}].content", "a string or an array of content parts", content.Kind);
        }
    }

    private MessageTraits Parts(RawValue content, int position)
    {
        var traits = MessageTraits.None;
        var reader = content.Reader(body);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var start = content.Start + (int)reader.TokenStartIndex;
            var part = RawObject.Read<ChatPartFields, ChatPlace>(ref reader, content.Start, new(position, "content", index));
            traits |= Part(part, new(position, "content", index), body[start..(content.Start + (int)reader.BytesConsumed)]);
        }
        return traits;
    }

    private MessageTraits Part(in ChatPartFields part, ChatPlace place, ReadOnlySpan<byte> json)
    {
        if (part.Type.IsEscaped)
            throw OpenAIRejection.WrongValue($"{place}.type", System.Text.Encoding.UTF8.GetString(part.Type.Text(body)), "the types of content parts, unescaped");
        if (part.Type.Is(body, "text"u8))
        {
            form.Text(Text(Required(part.Text, place, "text")));
            return MessageTraits.None;
        }
        if (part.Type.Is(body, "refusal"u8))
        {
            form.Text(Text(Required(part.Refusal, place, "refusal")));
            return MessageTraits.None;
        }
        if (part.Type.Is(body, "image_url"u8))
            form.Media(DataUri.DataOrAddress(Text(ImageAddress(part.ImageUrl, place))));
        else if (part.Type.Is(body, "file"u8) && FileData(part.File, place) is { Kind: JsonTokenType.String } data)
            form.Media(DataUri.DataOrAddress(Text(data)));
        else
            form.Opaque(Text(Required(part.Type, place, "type")), json);
        return MessageTraits.Media;
    }

    // The address alone, without an object round it, is what some clients send.
    private readonly RawValue ImageAddress(RawValue image, ChatPlace place)
    {
        if (image.Kind == JsonTokenType.String)
            return image;
        return Required(Media(image, place with { Inner = "image_url" }).Url, place, "image_url.url");
    }

    private readonly RawValue FileData(RawValue file, ChatPlace place) => Media(file, place with { Inner = "file" }).FileData;

    private readonly ChatMediaFields Media(RawValue media, ChatPlace place)
    {
        if (!media.IsPresent)
            throw OpenAIRejection.Missing($"{place}");
        var reader = media.Reader(body);
        return RawObject.Read<ChatMediaFields, ChatPlace>(ref reader, media.Start, place);
    }

    private MessageTraits Calls(RawValue calls, int position)
    {
        if (calls.Kind != JsonTokenType.StartArray)
            throw OpenAIRejection.WrongType($"messages[{position}].tool_calls", "an array of tool calls", calls.Kind);
        var traits = MessageTraits.None;
        var reader = calls.Reader(body);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var place = new ChatPlace(position, "tool_calls", index);
            Call(RawObject.Read<ChatCallFields, ChatPlace>(ref reader, calls.Start, place), place);
            traits = MessageTraits.ToolCalls;
        }
        return traits;
    }

    private void Call(in ChatCallFields call, ChatPlace place)
    {
        var isCustom = call.Custom.IsGiven;
        var tool = isCustom ? call.Custom : call.Function;
        var inner = place with { Inner = isCustom ? "custom" : "function" };
        if (!tool.IsGiven)
            throw OpenAIRejection.Missing($"{inner}");
        var reader = tool.Reader(body);
        var called = RawObject.Read<ChatCallFields, ChatPlace>(ref reader, tool.Start, inner);
        var arguments = isCustom ? Required(called.Input, inner, "input") : Required(called.Arguments, inner, "arguments");

        var id = Required(call.Id, place, "id");
        // Both must be at hand at once, and there is room for one that has escapes.
        form.BeginCall(id.IsEscaped ? Text(id).ToArray() : Text(id), Text(Required(called.Name, inner, "name")));
        var json = Text(arguments);
        form.Json(json.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? "{}"u8 : json);
        form.End();
    }

    /// <summary>What a string says; good until the next call.</summary>
    private ReadOnlySpan<byte> Text(RawValue value)
    {
        if (!value.IsEscaped)
            return value.Text(body);
        var json = value.Json(body);
        if (unescaped.Length < json.Length)
        {
            Dispose();
            unescaped = ArrayPool<byte>.Shared.Rent(json.Length);
        }
        var reader = value.Reader(body);
        return unescaped.AsSpan(0, reader.CopyString(unescaped));
    }

    private static RawValue Required(RawValue value, ChatPlace place, string field) => value.Kind switch
    {
        JsonTokenType.String => value,
        JsonTokenType.None => throw OpenAIRejection.Missing($"{place}.{field}"),
        var kind => throw OpenAIRejection.WrongType($"{place}.{field}", "a string", kind),
    };
}
