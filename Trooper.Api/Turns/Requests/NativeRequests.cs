using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;
using Trooper.Api.Providers;

namespace Trooper.Api.Turns.Requests;

/// <summary>The request for a provider that speaks the client's own protocol: the client's bytes, edited in place at most.</summary>
internal static class NativeRequests
{
    /// <param name="history">The session's context, where it stands in for the client's messages.</param>
    public static ProviderRequest Build(CloudTarget target, CloudHistory? history)
    {
        var (turn, provider, model) = (target.Turn, target.Provider, target.Model);
        var scanned = turn.Scanned;
        var call = new UpstreamCall(
            Body(target, history),
            ForwardedHeaders.Up(turn.Http.Request.Headers, target.Dialect),
            Deadline(scanned),
            turn.Http.Request.QueryString.Value ?? "",
            target.Url);
        return new(provider, model, call)
        {
            IsStream = scanned.Stream,
            SameDialect = true,
            InputTokens = history?.Tokens ?? scanned.Body.Length / 4,
            EstimatedInput = history is { IsEstimatedByParts: true } && !target.IsContinuation ? history.Tokens : 0,
            Withheld = history?.Withheld ?? [.. turn.Opened.Withheld.Select(message => message.Index)],
            WasBuilt = history is not null && !target.IsContinuation,
            NewReader = () => NewReader(target.Dialect),
        };
    }

    private static ReadOnlyMemory<byte> Body(CloudTarget target, CloudHistory? history)
    {
        var (scanned, model, hidden) = (target.Turn.Scanned, target.Model, target.Turn.Opened.Withheld);
        if (history is null)
        {
            return target.Dialect switch
            {
                Dialect.Chat => ChatBodyEditor.WithHistory(scanned, model, hidden),
                Dialect.Responses => ResponsesBodyEditor.WithHistory(scanned, model, hidden),
                _ => AnthropicBodyEditor.WithHistory(scanned, model, hidden),
            };
        }
        var messages = Continuation.Of(history.Messages, target.Turn.Prefill, target.SoFar, target.Provider, model);
        return target.Dialect switch
        {
            Dialect.Chat => ChatBodyEditor.WithContext(scanned, model, messages),
            Dialect.Responses => ResponsesBodyEditor.WithContext(scanned, ResponsesAsked.Read(scanned), model, messages),
            _ => AnthropicBodyEditor.WithContext(scanned, model, messages),
        };
    }

    private static IReplyReader NewReader(Dialect dialect) => dialect switch
    {
        Dialect.Chat => new ChatReplyReader(Ids.NewCall, ToolNames.Unchanged),
        Dialect.Responses => new ResponsesReplyReader(),
        _ => new AnthropicReplyReader(),
    };

    // Without a stream the headers come only when the answer is complete, so that the deadline follows the answer's length, by the rate that
    // the official SDKs reckon with: an hour for 128,000 tokens.
    private static TimeSpan Deadline(ScannedRequest scanned)
    {
        if (scanned.Stream)
            return ProviderRequest.HeaderDeadline;
        var expected = TimeSpan.FromSeconds(3600.0 * (scanned.MaxTokens ?? 4096) / 128_000);
        return expected > ProviderRequest.HeaderDeadline ? expected : ProviderRequest.HeaderDeadline;
    }
}
