using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Scanning;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Reads an Anthropic Messages request in one pass, and names what is wrong in the words of the API.</summary>
public static class AnthropicRequestScanner
{
    private static readonly BodyField[] Fields =
    [
        new("messages", ReadMessages),
        .. BodyField.Common,
        new("system", ReadSystem),
        new("thinking", static (ref scan) => scan.Request.ThinkingBytes = scan.Value()),
        new("output_config", static (ref scan) => scan.Request.WantsSchema = scan.Element().Object("format") is not null),
    ];

    private static readonly BodyField[] FieldsOfTurn = [.. Fields, new("max_tokens", static (ref scan) => scan.Request.MaxTokens = scan.Count())];

    /// <param name="body">The request's body, UTF-8 without a mark at its start.</param>
    /// <param name="countOnly">The request is for <c>count_tokens</c>, which has no <c>max_tokens</c>.</param>
    /// <exception cref="RequestRejectedException">The body is not such a request.</exception>
    public static ScannedRequest Scan(ReadOnlyMemory<byte> body, bool countOnly = false)
    {
        var request = BodyScan.Run(new() { Body = body }, countOnly ? Fields : FieldsOfTurn, AnthropicRefusals.Instance);
        return request.MessagesBytes.IsEmpty ? throw RequestRejectedException.At("messages", "Field required") : request;
    }

    private static void ReadMessages(ref BodyScan scan)
    {
        if (scan.Reader.TokenType != JsonTokenType.StartArray)
            throw RequestRejectedException.At("messages", "Input should be an array of messages");
        var request = scan.Request;
        var start = (int)scan.Reader.TokenStartIndex;
        using var form = new CanonicalForm();
        var messages = new MessageScanner(request.Body, form);
        var chain = ContentHash.None;
        while (scan.Reader.Read() && scan.Reader.TokenType != JsonTokenType.EndArray)
        {
            var message = messages.Scan(ref scan.Reader, request.Messages.Count, chain);
            chain = message.Chain;
            request.Messages.Add(message);
        }
        if (request.Messages.Count == 0)
            throw RequestRejectedException.At("messages", "at least one message is required");
        request.MessagesBytes = new(start, (int)scan.Reader.BytesConsumed - start);
    }

    private static void ReadSystem(ref BodyScan scan)
    {
        if (scan.Reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartArray))
            throw RequestRejectedException.At("system", "Input should be a string or an array of text blocks");
        scan.Request.SystemBytes = scan.Value();
    }
}
