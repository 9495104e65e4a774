using System.Diagnostics;
using Trooper.Api.Access;
using Trooper.Api.Providers;
using Trooper.Api.Turns;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Sessions;

namespace Trooper.Api.Telemetry;

/// <summary>
/// A turn as a trace shows it, by OpenTelemetry's conventions for generative AI: a span for the turn, and one for each call of a provider below it.
/// Neither says what was said. Where nobody listens there are none.
/// </summary>
internal static class TurnSpans
{
    public const string SourceName = "Trooper";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The turn's span: a part of the client's trace, where it says that there is one.</summary>
    public static Activity? BeginTurn(TurnRequest turn, DateTimeOffset startedAt)
    {
        if (!Source.HasListeners())
            return null;
        Activity.Current = null; // the server's own activity is not exported: as a parent nobody would find it
        var headers = turn.Http.Request.Headers;
        ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var client);
        var model = turn.Scanned.Model ?? turn.Chain[0].Model;
        var span = Source.StartActivity(ActivityKind.Server, client, name: $"{GenAIMetrics.Chat} {model}", startTime: startedAt);
        if (span is not { IsAllDataRequested: true })
            return span;
        var caller = turn.Http.Caller();
        return span
            .SetTag("gen_ai.operation.name", GenAIMetrics.Chat)
            .SetTag("gen_ai.request.model", model)
            .SetTag("gen_ai.conversation.id", turn.SessionId)
            .SetTag("trooper.turn", turn.Opened.Turn)
            .SetTag("trooper.route", Router.NameOf(turn.Opened.Route))
            .SetTag("trooper.team", caller.Team.Length > 0 ? caller.Team : null)
            .SetTag("trooper.key.id", caller.Key?.Id);
    }

    public static void EndTurn(Activity? span, TurnEnd end)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        span
            .SetTag("gen_ai.provider.name", end.Provider is { } provider ? GenAIMetrics.NameOf(provider.Kind) : null)
            .SetTag("gen_ai.response.model", end.Outcome?.Model)
            .SetTag("gen_ai.response.id", end.Outcome?.ReplyId)
            .SetTag("gen_ai.response.finish_reasons", end.Outcome?.StopReason is { } reason ? new[] { reason } : null)
            .SetTag("trooper.outcome", end.Word)
            .SetTag("trooper.trigger", end.Triggers.Length > 0 ? end.Triggers : null)
            .SetTag("trooper.fallbacks", end.Fallbacks)
            .SetTag("trooper.time_to_first_token", end.FirstWord?.TotalSeconds)
            .SetTag("trooper.overhead", end.Overhead?.TotalSeconds)
            .SetTag("trooper.tokens_saved", end.Saved);
        if (end.Outcome is { Answer: not null, Usage: var usage })
            span.SetTag("gen_ai.usage.input_tokens", usage.Input).SetTag("gen_ai.usage.output_tokens", usage.Output);
        if (!end.IsAnswered)
            span.SetTag("error.type", end.Word).SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>A provider is passed over: its breaker is open.</summary>
    public static void Skipped(string provider) =>
        Activity.Current?.AddEvent(new("skipped", tags: new() { ["trooper.provider"] = provider, ["error.type"] = Attempt.CircuitOpen }));

    public static Activity? BeginAttempt(ProviderRequest request)
    {
        if (!Source.HasListeners() || Source.StartActivity($"{GenAIMetrics.Chat} {request.Model}", ActivityKind.Client) is not { } span)
            return null;
        var url = request.Call.Url ?? request.Provider.Url;
        return span
            .SetTag("gen_ai.operation.name", GenAIMetrics.Chat)
            .SetTag("gen_ai.provider.name", GenAIMetrics.NameOf(request.Provider.Kind))
            .SetTag("gen_ai.request.model", request.Model)
            .SetTag("server.address", url.Host)
            .SetTag("server.port", url.Port);
    }

    public static void Answered(Activity? span, UpstreamReply reply) => span?.SetTag("http.response.status_code", reply.Status);

    public static void EndAttempt(Activity? span, AttemptEnd end)
    {
        var error = end switch
        {
            AttemptEnd.Failed failed => failed.Trigger,
            AttemptEnd.Surfaced surfaced => $"{surfaced.Reply.Status}",
            AttemptEnd.ClientGone => "client_gone",
            _ => null,
        };
        if (error is not null)
            span?.SetTag("error.type", error).SetStatus(ActivityStatusCode.Error);
    }
}
