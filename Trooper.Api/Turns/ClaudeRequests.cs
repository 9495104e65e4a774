using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Makes the request that Claude gets of an Anthropic client's: its own bytes wherever that can be.</summary>
internal sealed class ClaudeRequests(TrooperOptions options)
{
    /// <summary>Claude's window, in tokens, less a share for what an estimate may miss.</summary>
    private const int Window = 180_000;

    private const string ContinueAsked =
        "Your last answer was cut off by a fault in transmission. Go on exactly where it stopped: begin with the very next character, repeat nothing, and do not mention the interruption.";

    /// <param name="soFar">What the client has already of an answer that another provider could not finish.</param>
    /// <param name="budget">Tokens for the context where Trooper builds it; null for all that fits.</param>
    public async Task<ProviderRequest> Build(TurnRequest turn, Provider provider, string? soFar, int? budget, CancellationToken cancellation)
    {
        var scanned = turn.Scanned;
        var model = turn.ModelOf(provider);
        var isBuilt = turn.Opened.NeedsContext || options.CompressCloud || budget is not null || soFar is { Length: > 0 };
        ReadOnlyMemory<byte> body;
        IReadOnlyList<int> withheld;
        var tokens = scanned.Body.Length / 4;
        if (isBuilt)
        {
            var demand = new ContextDemand(turn.Opened.Turn, provider.Name, Budget(turn, budget), Audience.Cloud, null, []);
            var context = await turn.Session.Context(demand, cancellation);
            withheld = context.Withheld;
            tokens = context.Compacted.TokensAfter;
            body = AnthropicBodyEditor.WithContext(scanned, model, Continued(context.Compacted.Messages, turn.Prefill, soFar, model), own: 0);
        }
        else
        {
            withheld = [.. turn.Opened.Withheld.Select(message => message.Index)];
            body = AnthropicBodyEditor.WithHistory(scanned, model, turn.Opened.Withheld);
        }
        var call = new UpstreamCall(body, ForwardedHeaders.Up(turn.Http.Request.Headers), Deadline(turn), turn.Http.Request.QueryString.Value ?? "");
        return new(provider, model, call, scanned.Stream, SameDialect: true, tokens, withheld, isBuilt && soFar is not { Length: > 0 }, [])
        {
            NewReader = () => new AnthropicReplyReader(),
        };
    }

    private int Budget(TurnRequest turn, int? budget)
    {
        var scanned = turn.Scanned;
        var others = TokenEstimator.CostUtf8(scanned.SystemBytes.Of(scanned.Body)) + TokenEstimator.CostUtf8(scanned.ToolsBytes.Of(scanned.Body));
        var most = budget ?? (options.CompressCloud ? options.ContextWindow : Window);
        return Math.Max(most - others - (options.CompressCloud ? 0 : turn.Scanned.MaxTokens ?? 0), 1024);
    }

    private static IReadOnlyList<Message> Continued(IReadOnlyList<Message> context, Message? prefill, string? soFar, string model)
    {
        if (soFar is not { Length: > 0 })
            return prefill is null ? context : [.. context, prefill];
        var written = (prefill?.Text ?? "") + soFar;
        return ClaudeModel.Of(model).TakesPrefill
            ? [.. context, Message.Assistant(written.TrimEnd())] // the API refuses trailing white space in a prefill
            : [.. context, Message.Assistant(written), Message.User(ContinueAsked)];
    }

    // Without a stream the headers come only when the answer is complete, so that the deadline follows the answer's length, by the rate that
    // the official SDKs reckon with: an hour for 128,000 tokens.
    private static TimeSpan Deadline(TurnRequest turn)
    {
        var least = TimeSpan.FromSeconds(30);
        if (turn.Scanned.Stream)
            return least;
        var expected = TimeSpan.FromSeconds(3600.0 * (turn.Scanned.MaxTokens ?? 4096) / 128_000);
        return expected > least ? expected : least;
    }
}
