using System.Globalization;
using System.Text;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Recovery;

/// <summary>
/// A recovery report as a text to hand to the agent that takes over: what is wanted, what is done and by what evidence, what is open,
/// and what may have happened half.
/// </summary>
public static class RecoveryPrompt
{
    private const int MostNames = 10;
    private const int MostSolved = 6;

    public static string Write(RecoveryReport report)
    {
        var text = new StringBuilder();
        Line(text, 0, $"You take over session {report.SessionId}. {report.RecoveryHint}. Don't redo what is listed as done.");
        WriteSession(text, report, 0);
        if (report.Children.Count > 0)
        {
            Line(text, 0, "");
            Line(text, 0, "Sub-agents:");
            foreach (var child in report.Children)
                WriteChild(text, child, 0);
        }
        return text.ToString();
    }

    private static void WriteChild(StringBuilder text, RecoveryReport child, int depth)
    {
        Line(text, depth, $"- Sub-agent {child.SessionId}: {child.RecoveryHint}.");
        WriteSession(text, child, depth + 1);
        foreach (var grandchild in child.Children)
            WriteChild(text, grandchild, depth + 1);
    }

    private static void WriteSession(StringBuilder text, RecoveryReport report, int depth)
    {
        var sitrep = report.Sitrep;
        if (sitrep.Intent.Length > 0)
            Section(text, depth, "Goal", [sitrep.Intent]);
        Section(text, depth, "Stage", [sitrep.Stage]);
        Section(text, depth, "Constraints", sitrep.Constraints);
        Section(text, depth, "Decisions", sitrep.Decisions.Except(sitrep.Constraints));
        Section(text, depth, "Ruled out, don't try again", sitrep.RuledOut);
        Section(text, depth, "Done", report.Steps.Select((step, i) => $"{report.ResumeFrom - report.Steps.Count + i}. {step.Text} ({Evidence(step)})"), bullet: "");
        Section(text, depth, "Still to do", report.Pending.Select(step => step.Status == "in_progress" ? $"{step.Text} (begun)" : step.Text));
        Section(text, depth, "Met and solved on the way", sitrep.ResolvedLoops.TakeLast(MostSolved));
        Section(text, depth, "Open", sitrep.OpenLoops.Except(report.Pending.Select(step => step.Text)).Where(loop => loop != sitrep.Intent));
        if (IsFinished(report))
            Line(text, depth, "Nothing is known to be left of it. Check the result before you report it as done, and wait for what is wanted next.");
        if (report.InFlight is { } turn)
            Section(text, depth, "In flight when it stopped", [InFlight(turn)]);
        Section(text, depth, "Tool calls in doubt", InDoubt(report).Select(Describe));
        if (report.LastError is { } error)
            Section(text, depth, "Last error", [$"{error.Message} (turn {error.Turn}{(error.Provider is null ? "" : $", {error.Provider}")})"]);
        Section(text, depth, "Names that matter", sitrep.ActiveEntities.Count > 0 ? [string.Join(", ", sitrep.ActiveEntities.Take(MostNames))] : []);
    }

    private static bool IsFinished(RecoveryReport report) =>
        report.Sitrep is { Stage: StageTracker.Done, OpenLoops.Count: 0 } && report.Pending.Count == 0 && report.InFlight is null && !report.ToolCalls.Any(call => call.Outcome == "open");

    /// <summary>What was only read can be read again, and a failure before the latest step was got over.</summary>
    private static IEnumerable<ToolStep> InDoubt(RecoveryReport report)
    {
        var latest = report.Steps.Count == 0 ? -1 : report.Steps.Max(step => step.Turn);
        return report.ToolCalls.Where(call => call.Outcome != "failed" || (call.Repeat != RepeatSafety.ReadOnly && call.Turn > latest));
    }

    private static string Evidence(CompletedStep step) => step.Source switch
    {
        "list" => $"ticked off in the agent's task list at message {step.Turn}",
        "tool" => $"a tool's result at message {step.Turn}",
        _ => $"reported at message {step.Turn}",
    };

    private static string InFlight(InFlightTurn turn)
    {
        var provider = turn.Provider is null ? "" : $" at {turn.Provider}";
        var request = turn.Request is null ? "" : $": {turn.Request}";
        return string.Create(CultureInfo.InvariantCulture, $"turn {turn.Turn}{provider}, begun {turn.StartedAt.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}{request}");
    }

    private static string Describe(ToolStep call)
    {
        var outcome = call.Outcome == "failed" ? $"failed: {call.Error}" : "no result was recorded, it may have run";
        var repeat = call.Repeat switch
        {
            RepeatSafety.ReadOnly => "read-only, safe to repeat",
            RepeatSafety.Idempotent => "idempotent, a repeat gives the same state",
            _ => "dangerous to repeat: check its effect first",
        };
        return $"{call.Name} `{call.Summary}` at message {call.Turn}: {outcome}; {repeat}";
    }

    private static void Section(StringBuilder text, int depth, string title, IEnumerable<string> entries, string bullet = "- ")
    {
        var first = true;
        foreach (var entry in entries)
        {
            if (first)
                Line(text, depth, $"{title}:");
            first = false;
            Line(text, depth + 1, $"{bullet}{entry}");
        }
    }

    private static void Line(StringBuilder text, int depth, string line) => text.Append(' ', depth * 2).Append(line).Append('\n');
}
