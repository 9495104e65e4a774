using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Scanning;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Reads an OpenAI Responses request in one pass, and names what is wrong in the words of the API.</summary>
public static class ResponsesRequestScanner
{
    private static readonly BodyField[] Fields =
    [
        new("input", ReadInput),
        .. BodyField.Common,
        new("instructions", ReadInstructions),
        new("max_output_tokens", static (ref scan) => scan.Request.MaxTokens = scan.Count()),
        new("text", static (ref scan) => scan.Request.WantsSchema = scan.Element().Object("format")?.Text("type") is not (null or "text")),
        new("previous_response_id", static (ref scan) => scan.Request.Hints.PreviousResponseId = scan.Text()),
        new("conversation", ReadConversation),
        new("background", ReadBackground),
    ];

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body)
    {
        var request = BodyScan.Run(new() { Body = body, Reading = static (role, bytes) => new(role, ItemReader.Read(bytes)) }, Fields, OpenAIRefusals.Instance);
        return request.MessagesBytes.IsEmpty ? throw OpenAIRejection.Missing("input") : request;
    }

    private static void ReadInput(ref BodyScan scan)
    {
        using var form = new CanonicalForm();
        using var scratch = new TextScratch();
        new InputScanner(scan.Request, form, scratch).Scan(ref scan.Reader);
    }

    private static void ReadInstructions(ref BodyScan scan)
    {
        if (scan.Reader.TokenType != JsonTokenType.String)
            throw OpenAIRejection.WrongType("instructions", "a string", scan.Reader.TokenType);
        scan.Request.SystemBytes = scan.Value();
    }

    private static void ReadConversation(ref BodyScan scan)
    {
        if (scan.Reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartObject))
            throw OpenAIRejection.WrongType("conversation", "a string or an object", scan.Reader.TokenType);
        scan.Request.Hints.Conversation = scan.Reader.TokenType == JsonTokenType.String ? scan.Text() : scan.Element().Text("id");
    }

    private static void ReadBackground(ref BodyScan scan)
    {
        if (scan.Boolean())
            throw OpenAIRejection.Unsupported("background", "There is no endpoint to fetch the response from later.");
    }
}
