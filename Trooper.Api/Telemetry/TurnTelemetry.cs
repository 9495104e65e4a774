using System.Diagnostics;
using Trooper.Api.Operations;
using Trooper.Api.Turns;

namespace Trooper.Api.Telemetry;

/// <summary>Tells of each turn once it is over: to the log, to the metrics, to its span, and to the dashboard's minutes.</summary>
internal sealed class TurnTelemetry(TrooperMetrics metrics, TurnActivity activity, TimeProvider time, ILogger<TurnTelemetry> log)
{
    private static readonly EventId TurnEnded = new(1, "TurnEnded");

    public Activity? Begin(TurnRequest turn, TurnTrail trail) => TurnSpans.BeginTurn(turn, time.GetUtcNow() - trail.Times.SoFar);

    /// <summary>A request was refused before there was a turn.</summary>
    public void Rejected() => metrics.Rejected();

    /// <param name="answer">Null when the turn was abandoned.</param>
    public void Ended(TurnRequest turn, TurnTrail trail, Answer? answer, Activity? span)
    {
        var end = new TurnEnd(turn, trail, answer);
        Measure(end);
        if (answer is not null)
            activity.Ended(end.Attempts, answer.Latency, end.Saved);
        TurnSpans.EndTurn(span, end);
        if (log.IsEnabled(LogLevel.Information))
            log.Log(LogLevel.Information, TurnEnded, new TurnLine(end), null, static (line, _) => line.ToString());
    }

    private void Measure(TurnEnd end)
    {
        metrics.TurnEnded(end.ProviderName, end.Word, end.FirstTrigger, end.Took);
        for (var at = 0; at + 1 < end.Attempts.Count; at++)
            metrics.FellBack(end.Attempts[at].Provider, end.Attempts[at + 1].Provider, end.Attempts[at].Outcome);
        if (end.Overhead is { } own)
            metrics.Overhead(own);
        if (end.FirstWord is { } first)
            metrics.FirstToken(end.ProviderName, first);
        if (end.Saved > 0)
            metrics.Saved(end.Saved);
        if (end.Provider is not { } provider)
            return;
        var (asked, answered) = (end.Turn.Scanned.Model ?? provider.Model, end.Outcome?.Model);
        metrics.GenAI.TurnEnded(provider.Kind, asked, answered, end.Took, end.FirstWord, end.IsAnswered ? null : end.Word);
        if (end.Outcome is not { Answer: not null, Usage: var usage })
            return;
        metrics.Tokens(provider.Name, usage.Input, usage.Output);
        metrics.GenAI.Tokens(provider.Kind, asked, answered, usage.Input, usage.Output);
    }
}
