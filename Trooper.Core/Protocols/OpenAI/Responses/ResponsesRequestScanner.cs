using System.Text.Json;
using System.Text.Unicode;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Reads an OpenAI Responses request in one pass. It checks what Trooper relies on and names the field that is wrong, in the words of the API;
/// everything else is the upstream's to judge.
/// </summary>
/// <remarks>
/// A field that stands twice is refused where Trooper reads it: JSON readers differ in which of the two counts, and what is withheld must be what is read.
/// </remarks>
public ref struct ResponsesRequestScanner
{
    private readonly ScannedRequest request;
    private Utf8JsonReader reader;

    private ResponsesRequestScanner(ReadOnlyMemory<byte> body)
    {
        request = new ScannedRequest { Body = body, Reading = static (role, bytes) => new(role, ItemReader.Read(bytes)) };
        reader = new Utf8JsonReader(body.Span, ResponsesJson.Reading);
    }

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            throw new RequestRejectedException("We could not parse the JSON body of your request: it is empty. An object with 'model' and 'input' is expected.");
        if (!Utf8.IsValid(body.Span))
            throw new RequestRejectedException("We could not parse the JSON body of your request: it is not valid UTF-8.");
        if (LoneSurrogates.Find(body.Span) >= 0)
            throw OpenAIRejection.HalfCharacter();
        var scanner = new ResponsesRequestScanner(body);
        try
        {
            scanner.ScanBody();
        }
        catch (JsonException e)
        {
            throw new RequestRejectedException($"We could not parse the JSON body of your request: line {e.LineNumber + 1}, byte {e.BytePositionInLine}: {JsonFault.Of(e)}");
        }
        return scanner.request;
    }

    private void ScanBody()
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new RequestRejectedException("We could not parse the JSON body of your request: an object is expected.");
        var cutter = new FieldCutter((int)reader.BytesConsumed);
        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex;
            var field = RequestFields.Of(ref reader);
            if (field != RequestField.Other && (seen & 1 << (int)field) != 0)
                throw OpenAIRejection.Twice(reader.GetString()!);
            seen |= 1 << (int)field;
            reader.Read();
            ScanField(field);
            var end = (int)reader.BytesConsumed;
            if (field is RequestField.ForceLocal or RequestField.PreferLocal or RequestField.ForceCloud)
                request.OwnFields.Add(cutter.Cut(request.Body.Span, nameStart, end));
            else
                cutter.Keep(end);
        }
        while (reader.Read())
        {
        }
        if (request.MessagesBytes.IsEmpty)
            throw OpenAIRejection.Missing("input");
    }

    private void ScanField(RequestField field)
    {
        switch (field)
        {
            case RequestField.Input:
                using (var form = new CanonicalForm())
                using (var scratch = new TextScratch())
                    new InputScanner(request, form, scratch).Scan(ref reader);
                break;
            case RequestField.Model:
                var start = (int)reader.TokenStartIndex;
                request.Model = String("model");
                request.ModelBytes = new(start, (int)reader.BytesConsumed - start);
                break;
            case RequestField.Instructions:
                request.SystemBytes = Value(JsonTokenType.String, "instructions", "a string");
                break;
            case RequestField.Tools:
                var tools = Value(JsonTokenType.StartArray, "tools", "an array of tools");
                if (tools.Of(request.Body).IndexOf((byte)'{') >= 0)
                    request.ToolsBytes = tools;
                break;
            case RequestField.Stream:
                request.Stream = Boolean("stream");
                break;
            case RequestField.Background when Boolean("background"):
                throw new RequestRejectedException("Unsupported value: 'background' does not support true here: there is no endpoint to fetch the response from later.");
            case RequestField.MaxTokens:
                request.MaxTokens = Count("max_output_tokens");
                break;
            case RequestField.ForceLocal when Boolean("x_force_local"):
                request.Wish |= RouteWish.ForceLocal;
                break;
            case RequestField.PreferLocal when Boolean("x_prefer_local"):
                request.Wish |= RouteWish.PreferLocal;
                break;
            case RequestField.ForceCloud when Boolean("x_force_cloud"):
                request.Wish |= RouteWish.ForceCloud;
                break;
            default:
                ScanHint(field);
                break;
        }
    }

    private void ScanHint(RequestField field)
    {
        switch (field)
        {
            case RequestField.PromptCacheKey:
                request.Hints.PromptCacheKey = String("prompt_cache_key");
                break;
            case RequestField.PreviousResponse:
                request.Hints.PreviousResponseId = String("previous_response_id");
                break;
            case RequestField.Conversation:
                request.Hints.Conversation = reader.TokenType == JsonTokenType.StartObject ? TextIn("id"u8) : String("conversation");
                break;
            case RequestField.Metadata:
                request.Hints.MetadataSessionId = TextIn("session_id"u8);
                break;
            case RequestField.Text:
                ScanText();
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ScanText()
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
            if (isFormat)
                request.WantsSchema = TextIn("type"u8) is not (null or "text");
            else
                reader.Skip();
        }
    }

    /// <summary>The text under a name in the object that the reader stands on; null where there is none.</summary>
    private string? TextIn(ReadOnlySpan<byte> name)
    {
        string? text = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return text;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isNamed = reader.ValueTextEquals(name);
            reader.Read();
            if (isNamed && reader.TokenType == JsonTokenType.String)
                text = reader.GetString();
            else
                reader.Skip();
        }
        return text;
    }

    private readonly string? String(string field) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        var other => throw OpenAIRejection.WrongType(field, "a string", other),
    };

    private readonly bool Boolean(string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        var other => throw OpenAIRejection.WrongType(field, "a boolean", other),
    };

    private readonly int? Count(string field) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out var count) && count >= 0 => count,
        var other => throw OpenAIRejection.WrongType(field, "an integer, 0 or greater", other),
    };

    private Slice Value(JsonTokenType kind, string field, string expected)
    {
        var value = BodyValue.Read(ref reader, 0);
        if (value.Kind == JsonTokenType.Null)
            return default;
        return value.Kind == kind ? new(value.Start, value.End - value.Start) : throw OpenAIRejection.WrongType(field, expected, value.Kind);
    }
}
