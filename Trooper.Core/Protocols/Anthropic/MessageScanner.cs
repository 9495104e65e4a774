using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Reads one message of a request without building it: its role, its traits, and the hash of what it says.</summary>
internal readonly ref struct MessageScanner(ReadOnlyMemory<byte> body, CanonicalForm form)
{
    private readonly ReadOnlySpan<byte> bytes = body.Span;

    /// <param name="reader">Stands on the message; is left on its end.</param>
    /// <param name="position">The message's place in the request, for errors.</param>
    public ScannedMessage Scan(ref Utf8JsonReader reader, int position, ContentHash chain)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw RequestRejectedException.At($"messages.{position}", "Input should be an object with role and content");
        var start = (int)reader.TokenStartIndex;
        Role? role = null;
        var traits = MessageTraits.None;
        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("role"u8))
            {
                if (role is not null)
                    throw RequestRejectedException.At($"messages.{position}.role", "the field stands twice");
                reader.Read();
                role = ReadRole(ref reader, position);
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                if (hasContent)
                    throw RequestRejectedException.At($"messages.{position}.content", "the field stands twice");
                hasContent = true;
                reader.Read();
                traits = ScanContent(ref reader, new(position, -1, false));
            }
            else
            {
                reader.Skip();
            }
        }
        if (role is null)
            throw RequestRejectedException.At($"messages.{position}.role", "Field required");
        if (!hasContent)
            throw RequestRejectedException.At($"messages.{position}.content", "Field required");
        var hash = form.Take(role.Value);
        return new(new(start, (int)reader.BytesConsumed - start), role.Value, hash, CanonicalForm.Chain(chain, hash), traits);
    }

    private static Role ReadRole(ref Utf8JsonReader reader, int position)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            if (reader.ValueTextEquals("user"u8)) return Role.User;
            if (reader.ValueTextEquals("assistant"u8)) return Role.Assistant;
            if (reader.ValueTextEquals("system"u8)) return Role.System;
        }
        throw RequestRejectedException.At($"messages.{position}.role", "Input should be 'user', 'assistant' or 'system'");
    }

    /// <summary>Where a block stands, for errors.</summary>
    private readonly record struct Place(int Message, int Block, bool InResult)
    {
        public override string ToString() =>
            $"messages.{Message}.content" + (Block < 0 ? "" : $".{Block}") + (InResult ? ".content" : "");
    }

    private MessageTraits ScanContent(ref Utf8JsonReader reader, Place place)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                Text(new Raw(ref reader));
                return MessageTraits.None;
            case JsonTokenType.StartArray:
                var traits = MessageTraits.None;
                var index = 0;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    traits |= ScanBlock(ref reader, place.InResult ? place : place with { Block = index++ });
                return traits;
            default:
                throw RequestRejectedException.At(place.ToString(), "Input should be a string or an array of content blocks");
        }
    }

    private MessageTraits ScanBlock(ref Utf8JsonReader reader, Place place)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw RequestRejectedException.At(place.ToString(), "Input should be a content block, an object with a type");
        var start = (int)reader.TokenStartIndex;
        var block = new BlockFields();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ref var field = ref block.Named(ref reader);
            if (field.IsPresent)
                throw RequestRejectedException.At(place.ToString(), $"the field {reader.GetString()} stands twice");
            reader.Read();
            field = new Raw(ref reader);
            reader.Skip();
            field.End = (int)reader.BytesConsumed;
            block.Other = default;
        }
        var type = block.Type;
        if (type.Kind != JsonTokenType.String)
            throw RequestRejectedException.At($"{place}.type", "Field required");
        return Write(type.Span(bytes), block, place, bytes[start..(int)reader.BytesConsumed]);
    }

    private MessageTraits Write(ReadOnlySpan<byte> type, in BlockFields block, Place place, ReadOnlySpan<byte> json)
    {
        if (type.SequenceEqual("text"u8))
        {
            Text(Required(block.Text, $"{place}.text"));
            return MessageTraits.None;
        }
        if (type.SequenceEqual("tool_use"u8))
        {
            form.BeginCall(Required(block.Id, $"{place}.id").Span(bytes), Required(block.Name, $"{place}.name").Span(bytes));
            form.Json(block.Input.IsPresent ? Unquoted(block.Input) : "{}"u8);
            form.End();
            return MessageTraits.ToolCalls;
        }
        if (type.SequenceEqual("tool_result"u8))
        {
            form.BeginResult(Required(block.ToolUseId, $"{place}.tool_use_id").Span(bytes), block.IsError.Kind == JsonTokenType.True);
            var traits = MessageTraits.ToolResults;
            if (block.Content.IsPresent && block.Content.Kind != JsonTokenType.Null)
            {
                var inner = new Utf8JsonReader(block.Content.WithQuotes(bytes), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
                inner.Read();
                traits |= new MessageScanner(body[block.Content.Start..], form).ScanContent(ref inner, place with { InResult = true });
            }
            form.End();
            return traits;
        }
        if (type.SequenceEqual("image"u8) || type.SequenceEqual("document"u8))
        {
            Media(block, type, json);
            return MessageTraits.Media;
        }
        if (type.SequenceEqual("thinking"u8) || type.SequenceEqual("redacted_thinking"u8))
            return MessageTraits.Thinking;
        form.Opaque(type, json);
        return MessageTraits.Media;
    }

    // As MessageJson reads it: base64 data, text or an address; a source of any other kind (a file id) leaves the block opaque.
    private void Media(in BlockFields block, ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        if (block.Source.Kind == JsonTokenType.StartObject)
        {
            var source = new Utf8JsonReader(block.Source.WithQuotes(bytes), new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
            source.Read();
            Raw kind = default, data = default, url = default;
            while (source.Read() && source.TokenType == JsonTokenType.PropertyName)
            {
                ref var field = ref data;
                var known = true;
                if (source.ValueTextEquals("type"u8)) field = ref kind;
                else if (source.ValueTextEquals("url"u8)) field = ref url;
                else known = source.ValueTextEquals("data"u8);
                source.Read();
                if (known)
                    field = new Raw(ref source);
                source.Skip();
            }
            var span = bytes[block.Source.Start..];
            if (kind.Kind == JsonTokenType.String && (kind.Is(span, "base64"u8) || kind.Is(span, "url"u8) || kind.Is(span, "text"u8)))
            {
                Unescaped(url.Kind == JsonTokenType.String ? url : data, span, form.Media);
                return;
            }
        }
        form.Opaque(type, json);
    }

    private void Text(Raw text) => Unescaped(text, bytes, form.Text);

    private ReadOnlySpan<byte> Unquoted(Raw value) =>
        value.Kind == JsonTokenType.String && !value.IsEscaped ? value.Span(bytes) : value.WithQuotes(bytes);

    private static Raw Required(Raw value, string field) =>
        value.Kind == JsonTokenType.String ? value : throw RequestRejectedException.At(field, value.IsPresent ? "Input should be a valid string" : "Field required");

    private delegate void Use(ReadOnlySpan<byte> utf8);

    private static void Unescaped(Raw value, ReadOnlySpan<byte> bytes, Use use)
    {
        if (!value.IsEscaped)
        {
            use(value.Span(bytes));
            return;
        }
        var json = value.WithQuotes(bytes);
        var unescaped = ArrayPool<byte>.Shared.Rent(json.Length);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        use(unescaped.AsSpan(0, reader.CopyString(unescaped)));
        ArrayPool<byte>.Shared.Return(unescaped);
    }

    /// <summary>A value where it stands, strings with their quotes.</summary>
    private struct Raw
    {
        public readonly int Start;
        public int End;
        public readonly JsonTokenType Kind;
        public readonly bool IsEscaped;

        public Raw(ref Utf8JsonReader reader)
        {
            Start = (int)reader.TokenStartIndex;
            End = (int)reader.BytesConsumed;
            Kind = reader.TokenType;
            IsEscaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        }

        public readonly bool IsPresent => Kind != JsonTokenType.None;

        public readonly ReadOnlySpan<byte> WithQuotes(ReadOnlySpan<byte> bytes) => bytes[Start..End];

        public readonly ReadOnlySpan<byte> Span(ReadOnlySpan<byte> bytes) =>
            Kind == JsonTokenType.String ? bytes[(Start + 1)..(End - 1)] : bytes[Start..End];

        public readonly bool Is(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> value) => Span(bytes).SequenceEqual(value);
    }

    /// <summary>The fields of a content block that say something.</summary>
    private struct BlockFields
    {
        public Raw Type, Text, Id, Name, Input, ToolUseId, Content, IsError, Source, Other;

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public ref Raw Named(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("type"u8)) return ref Type;
            if (reader.ValueTextEquals("text"u8)) return ref Text;
            if (reader.ValueTextEquals("id"u8)) return ref Id;
            if (reader.ValueTextEquals("name"u8)) return ref Name;
            if (reader.ValueTextEquals("input"u8)) return ref Input;
            if (reader.ValueTextEquals("tool_use_id"u8)) return ref ToolUseId;
            if (reader.ValueTextEquals("content"u8)) return ref Content;
            if (reader.ValueTextEquals("is_error"u8)) return ref IsError;
            if (reader.ValueTextEquals("source"u8)) return ref Source;
            return ref Other;
        }
    }
}
