using System.Text.Json;
using System.Text.Unicode;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Reads a Chat Completions request in one pass. It checks what Trooper relies on and names the field that is wrong, in the words of the API;
/// everything else is the upstream's to judge. A field that stands twice is refused where Trooper reads it.
/// </summary>
public ref struct ChatRequestScanner
{
    private readonly ScannedRequest request;
    private Utf8JsonReader reader;

    private ChatRequestScanner(ReadOnlyMemory<byte> body)
    {
        request = new ScannedRequest { Body = body, Reading = static (_, bytes) => ChatMessageReader.Read(bytes) };
        reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
    }

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty || !Utf8.IsValid(body.Span))
            throw OpenAIRejection.NotJson();
        if (LoneSurrogates.Find(body.Span) >= 0)
            throw OpenAIRejection.HalfCharacter();
        var scanner = new ChatRequestScanner(body);
        try
        {
            scanner.ScanBody();
        }
        catch (JsonException e)
        {
            throw OpenAIRejection.NotJson(e);
        }
        catch (InvalidOperationException)
        {
            throw OpenAIRejection.HalfCharacter();
        }
        return scanner.request;
    }

    private void ScanBody()
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw OpenAIRejection.NotJson();
        var cutter = new FieldCutter((int)reader.BytesConsumed);
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            var field = KnownField(ref seen);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
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
            throw OpenAIRejection.Missing("messages");
    }

    private enum Field
    {
        Other, Model, Messages, Stream, StreamOptions, MaxTokens, MaxCompletionTokens, Tools, ResponseFormat,
        Metadata, PromptCacheKey, User, ForceLocal, PreferLocal, ForceCloud,
    }

    private Field KnownField(ref int seen)
    {
        var field = Field.Other;
        if (reader.ValueTextEquals("messages"u8)) field = Field.Messages;
        else if (reader.ValueTextEquals("model"u8)) field = Field.Model;
        else if (reader.ValueTextEquals("stream"u8)) field = Field.Stream;
        else if (reader.ValueTextEquals("stream_options"u8)) field = Field.StreamOptions;
        else if (reader.ValueTextEquals("max_tokens"u8)) field = Field.MaxTokens;
        else if (reader.ValueTextEquals("max_completion_tokens"u8)) field = Field.MaxCompletionTokens;
        else if (reader.ValueTextEquals("tools"u8)) field = Field.Tools;
        else if (reader.ValueTextEquals("response_format"u8)) field = Field.ResponseFormat;
        else if (reader.ValueTextEquals("metadata"u8)) field = Field.Metadata;
        else if (reader.ValueTextEquals("prompt_cache_key"u8)) field = Field.PromptCacheKey;
        else if (reader.ValueTextEquals("user"u8)) field = Field.User;
        else if (reader.ValueTextEquals("x_force_local"u8)) field = Field.ForceLocal;
        else if (reader.ValueTextEquals("x_prefer_local"u8)) field = Field.PreferLocal;
        else if (reader.ValueTextEquals("x_force_cloud"u8)) field = Field.ForceCloud;
        if (field == Field.Other)
            return field;
        if ((seen & 1 << (int)field) != 0)
            throw OpenAIRejection.Twice(reader.GetString()!);
        seen |= 1 << (int)field;
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
            case Field.StreamOptions:
                request.WantsUsage = Inner("include_usage"u8, JsonTokenType.True, out _);
                break;
            case Field.MaxTokens:
                request.MaxTokens ??= Count("max_tokens");
                break;
            case Field.MaxCompletionTokens:
                request.MaxTokens = Count("max_completion_tokens");
                break;
            case Field.Tools:
                request.ToolsBytes = Tools();
                break;
            case Field.ResponseFormat:
                request.WantsSchema = Inner("type"u8, JsonTokenType.String, out var type) && type is "json_object" or "json_schema";
                break;
            case Field.Metadata:
                if (Inner("session_id"u8, JsonTokenType.String, out var session))
                    request.Hints.MetadataSessionId = session;
                break;
            case Field.PromptCacheKey when reader.TokenType == JsonTokenType.String:
                request.Hints.PromptCacheKey = reader.GetString();
                break;
            case Field.User when reader.TokenType == JsonTokenType.String:
                request.Hints.UserId = reader.GetString();
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
            throw OpenAIRejection.WrongType("messages", "an array of objects", reader.TokenType);
        var start = (int)reader.TokenStartIndex;
        using var conversation = new ChatConversationScanner(request);
        conversation.Scan(ref reader);
        request.MessagesBytes = new(start, (int)reader.BytesConsumed - start);
    }

    private Slice Tools()
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw OpenAIRejection.WrongType("tools", "an array of objects", reader.TokenType);
        var tools = new RawValue(ref reader, 0).Slice;
        return tools.Of(request.Body).IndexOf((byte)'{') >= 0 ? tools : default;
    }

    /// <summary>Looks for one field of the object that the reader stands on, and leaves the reader on its end.</summary>
    private bool Inner(ReadOnlySpan<byte> name, JsonTokenType kind, out string? text)
    {
        text = null;
        var found = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return false;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt && reader.TokenType == kind)
            {
                found = true;
                text = kind == JsonTokenType.String ? reader.GetString() : null;
            }
            reader.Skip();
        }
        return found;
    }

    private string String(string field) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw OpenAIRejection.WrongType(field, "a string", reader.TokenType);

    private bool Boolean(string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        var found => throw OpenAIRejection.WrongType(field, "a boolean", found),
    };

    private int Count(string field) => reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count) && count >= 0
        ? count
        : throw OpenAIRejection.WrongType(field, "an integer, 0 or greater", reader.TokenType);
}
