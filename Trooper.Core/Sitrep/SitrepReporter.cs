using Trooper.Core.Recovery;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Makes the report from the state: the task list before prose, the latest last.</summary>
internal static class SitrepReporter
{
    public static SitrepReport Report(SitrepState state, IReadOnlyList<CompletedStep> steps)
    {
        if (state.Messages == 0)
            return SitrepReport.Empty;
        var report = new SitrepReport
        {
            Intent = state.Intent?.Phrase ?? "",
            Constraints = state.Constraints,
            Decisions = state.Decisions,
            RuledOut = state.RuledOut,
            ActiveEntities = [.. state.Entities?.Names ?? []],
            OpenLoops = [.. OpenLoops(state)],
            RecentActions = state.Actions?.Recent ?? [],
            ResolvedLoops = [.. state.Loops?.Resolved.Select(loop => loop.Text) ?? []],
            CompletedSteps = [.. steps.Select(step => step.Text)],
        };
        return report with { Stage = Stage(state, report), Confidence = Confidence(state, report) };
    }

    private static IEnumerable<string> OpenLoops(SitrepState state)
    {
        var pending = state.Tasks?.Pending.Select(step => step.Text).ToArray() ?? [];
        var open = state.Loops?.Open ?? [];
        var request = pending.Length == 0 && state.Intent?.UnderWay is { } underWay && !open.Any(loop => loop.Stems.CoveredBy(Stems.Of(underWay.Text)) > 0.8) ? [underWay.Text] : Array.Empty<string>();
        var items = pending.Select(item => Stems.Of(item)).ToArray();
        var loops = open.Where(loop => !items.Any(item => item.Overlap(loop.Stems) >= 0.5)).Select(loop => loop.Text);
        return [.. pending, .. loops, .. request];
    }

    private static string Stage(SitrepState state, SitrepReport report)
    {
        var stage = state.Stage?.Stage ?? StageTracker.Unknown;
        return stage == StageTracker.InProgress && report.Intent.Length == 0 && report.CompletedSteps.Count == 0 ? StageTracker.Unclear : stage;
    }

    /// <summary>How the intent was found, and what else in the report bears it out.</summary>
    private static double Confidence(SitrepState state, SitrepReport report)
    {
        var confidence = state.Intent?.Confidence ?? 0;
        if (confidence == 0)
            return 0;
        confidence += report.ActiveEntities.Count > 0 ? 0.2 : 0;
        foreach (var list in (ReadOnlySpan<IReadOnlyList<string>>)[report.Constraints, report.OpenLoops, report.RecentActions, report.ResolvedLoops.Count > 0 ? report.ResolvedLoops : report.CompletedSteps])
            confidence += list.Count > 0 ? 0.1 : 0;
        return Math.Round(Math.Min(1, confidence), 2);
    }
}
