using System.Text.Json;
using Trooper.Core.Protocols.Scanning;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Reads a Chat Completions request in one pass, and names what is wrong in the words of the API.</summary>
public static class ChatRequestScanner
{
    private static readonly BodyField[] Fields =
    [
        new("messages", ReadMessages),
        .. BodyField.Common,
        new("stream_options", static (ref scan) => scan.Request.WantsUsage = scan.Element().IsTrue("include_usage")),
        new("max_tokens", static (ref scan) => scan.Request.MaxTokens ??= scan.Count()),
        new("max_completion_tokens", static (ref scan) => scan.Request.MaxTokens = scan.Count()),
        new("response_format", static (ref scan) => scan.Request.WantsSchema = scan.Element().Text("type") is "json_object" or "json_schema"),
        new("user", static (ref scan) => scan.Request.Hints.UserId = scan.TextOrNothing()),
    ];

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body)
    {
        var request = BodyScan.Run(new() { Body = body, Reading = static (_, bytes) => ChatMessageReader.Read(bytes) }, Fields, OpenAIRefusals.Instance);
        return request.MessagesBytes.IsEmpty ? throw OpenAIRejection.Missing("messages") : request;
    }

    private static void ReadMessages(ref BodyScan scan)
    {
        if (scan.Reader.TokenType != JsonTokenType.StartArray)
            throw OpenAIRejection.WrongType("messages", "an array of objects", scan.Reader.TokenType);
        var start = (int)scan.Reader.TokenStartIndex;
        using var conversation = new ChatConversationScanner(scan.Request);
        conversation.Scan(ref scan.Reader);
        scan.Request.MessagesBytes = new(start, (int)scan.Reader.BytesConsumed - start);
    }
}
