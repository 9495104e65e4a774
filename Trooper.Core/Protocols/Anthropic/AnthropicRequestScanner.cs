using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// Reads an Anthropic Messages request in one pass. It checks what Trooper relies on and names the field that is wrong, in the words of the API;
/// everything else is the upstream's to judge.
/// </summary>
/// <remarks>
/// A field that stands twice is refused where Trooper reads it: JSON readers differ in which of the two counts, and what is withheld must be what is read.
/// </remarks>
public ref struct AnthropicRequestScanner
{
    private readonly ScannedRequest request;
    private readonly bool countOnly;
    private Utf8JsonReader reader;

    private AnthropicRequestScanner(ReadOnlyMemory<byte> body, bool countOnly)
    {
        request = new ScannedRequest { Body = body };
        this.countOnly = countOnly;
        reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
    }

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <param name="countOnly">The request is for <c>count_tokens</c>, which has no <c>max_tokens</c>.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body, bool countOnly = false)
    {
        if (body.IsEmpty)
            throw new RequestRejectedException("The request body is empty: a JSON object with \"model\", \"max_tokens\" and \"messages\" is expected");
        if (!Utf8.IsValid(body.Span))
            throw new RequestRejectedException("The request body is not valid UTF-8");
        if (LoneSurrogates.Find(body.Span) is >= 0 and var half)
            throw new RequestRejectedException($"The request body is not valid JSON: byte {half}: half a surrogate pair in a string");
        var scanner = new AnthropicRequestScanner(body, countOnly);
        try
        {
            scanner.ScanBody();
        }
        catch (JsonException e)
        {
            throw new RequestRejectedException($"The request body is not valid JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}: {JsonFault.Of(e)}");
        }
        return scanner.request;
    }

    private void ScanBody()
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new RequestRejectedException("The request body must be a JSON object");
        var cutter = new FieldCutter((int)reader.BytesConsumed);
        var seen = new SeenFields("");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            var field = KnownField(ref seen);
            reader.Read();
            ScanField(field);
            var end = (int)reader.BytesConsumed;
            if (field is Field.ForceLocal or Field.PreferLocal or Field.ForceCloud)
                request.OwnFields.Add(cutter.Cut(request.Body.Span, nameStart, end));
            else
                cutter.Keep(end);
        }
        while (reader.Read())
        {
        }
        if (request.MessagesBytes.IsEmpty)
            throw RequestRejectedException.At("messages", "Field required");
    }

    private enum Field { Other, Model, Messages, Stream, MaxTokens, System, Tools, Metadata, OutputConfig, ForceLocal, PreferLocal, ForceCloud, PromptCacheKey, Thinking }

    private Field KnownField(ref SeenFields seen)
    {
        var field = Field.Other;
        if (reader.ValueTextEquals("messages"u8)) field = Field.Messages;
        else if (reader.ValueTextEquals("model"u8)) field = Field.Model;
        else if (reader.ValueTextEquals("stream"u8)) field = Field.Stream;
        else if (reader.ValueTextEquals("max_tokens"u8)) field = Field.MaxTokens;
        else if (reader.ValueTextEquals("system"u8)) field = Field.System;
        else if (reader.ValueTextEquals("tools"u8)) field = Field.Tools;
        else if (reader.ValueTextEquals("metadata"u8)) field = Field.Metadata;
        else if (reader.ValueTextEquals("output_config"u8)) field = Field.OutputConfig;
        else if (reader.ValueTextEquals("x_force_local"u8)) field = Field.ForceLocal;
        else if (reader.ValueTextEquals("x_prefer_local"u8)) field = Field.PreferLocal;
        else if (reader.ValueTextEquals("x_force_cloud"u8)) field = Field.ForceCloud;
        else if (reader.ValueTextEquals("prompt_cache_key"u8)) field = Field.PromptCacheKey;
        else if (reader.ValueTextEquals("thinking"u8)) field = Field.Thinking;
        if (field != Field.Other)
            seen.Once((int)field, ref reader);
        return field;
    }

    private void ScanField(Field field)
    {
        switch (field)
        {
            case Field.Model:
                var start = (int)reader.TokenStartIndex;
                request.Model = String("model");
                request.ModelBytes = new(start, (int)reader.BytesConsumed - start);
                break;
            case Field.Messages:
                ScanMessages();
                break;
            case Field.Stream:
                request.Stream = Boolean("stream");
                break;
            case Field.MaxTokens:
                request.MaxTokens = countOnly ? null : Count("max_tokens");
                break;
            case Field.System:
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartArray))
                    throw RequestRejectedException.At("system", "Input should be a string or an array of text blocks");
                request.SystemBytes = Value();
                break;
            case Field.Tools:
                if (reader.TokenType != JsonTokenType.StartArray)
                    throw RequestRejectedException.At("tools", "Input should be an array");
                var tools = Value();
                if (tools.Of(request.Body).IndexOf((byte)'{') >= 0)
                    request.ToolsBytes = tools;
                break;
            case Field.Metadata:
                ScanMetadata();
                break;
            case Field.OutputConfig:
                ScanOutputConfig();
                break;
            case Field.Thinking:
                request.ThinkingBytes = Value();
                break;
            case Field.PromptCacheKey when reader.TokenType == JsonTokenType.String:
                request.Hints.PromptCacheKey = reader.GetString();
                break;
            case Field.ForceLocal when Boolean("x_force_local"):
                request.Wish |= RouteWish.ForceLocal;
                break;
            case Field.PreferLocal when Boolean("x_prefer_local"):
                request.Wish |= RouteWish.PreferLocal;
                break;
            case Field.ForceCloud when Boolean("x_force_cloud"):
                request.Wish |= RouteWish.ForceCloud;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ScanMessages()
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw RequestRejectedException.At("messages", "Input should be an array of messages");
        var start = (int)reader.TokenStartIndex;
        using var form = new CanonicalForm();
        var messages = new MessageScanner(request.Body, form);
        var chain = ContentHash.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var message = messages.Scan(ref reader, request.Messages.Count, chain);
            chain = message.Chain;
            request.Messages.Add(message);
        }
        if (request.Messages.Count == 0)
            throw RequestRejectedException.At("messages", "at least one message is required");
        request.MessagesBytes = new(start, (int)reader.BytesConsumed - start);
    }

    private void ScanMetadata()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isUser = reader.ValueTextEquals("user_id"u8);
            var isSession = reader.ValueTextEquals("session_id"u8);
            reader.Read();
            if (isUser && reader.TokenType == JsonTokenType.String)
                request.Hints.UserId = reader.GetString();
            else if (isSession && reader.TokenType == JsonTokenType.String)
                request.Hints.MetadataSessionId = reader.GetString();
            else
                reader.Skip();
        }
    }

    private void ScanOutputConfig()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFormat = reader.ValueTextEquals("format"u8);
            reader.Read();
            request.WantsSchema |= isFormat && reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
        }
    }

    private string String(string field) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw RequestRejectedException.At(field, "Input should be a valid string");

    private bool Boolean(string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw RequestRejectedException.At(field, "Input should be a valid boolean"),
    };

    private int Count(string field) => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0
        ? count
        : throw RequestRejectedException.At(field, "Input should be a valid integer, 0 or greater");

    private Slice Value()
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new(start, (int)reader.BytesConsumed - start);
    }
}

/// <summary>Which of an object's known fields have been read.</summary>
internal ref struct SeenFields(string path)
{
    private int seen;

    public void Once(int field, ref Utf8JsonReader reader)
    {
        if ((seen & 1 << field) != 0)
            throw RequestRejectedException.At(path + Encoding.UTF8.GetString(reader.ValueSpan), "the field stands twice");
        seen |= 1 << field;
    }
}
