using System.Globalization;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Context;

/// <summary>What is carried over verbatim from a folded message: who or which tool said it, and the lines.</summary>
internal sealed record Fact(int Index, string Source, IReadOnlyList<string> Lines);

/// <summary>The message that stands for what is folded: the report, and facts of the folded messages.</summary>
internal static class SitrepNote
{
    private const string Open = "[TROOPER_SITREP]";
    private const string Close = "[/TROOPER_SITREP]";

    /// <summary>The same in JSON, so that a fact that holds the closing mark doesn't end the message.</summary>
    private const string EscapedClose = @"[\/TROOPER_SITREP]";

    private const int IntentTokens = 60;
    private const int PerItem = 3;

    /// <summary>The report as far as <paramref name="tokens"/> go: items are dropped from the least important list first, in each the oldest first.</summary>
    public static SitrepReport Shorten(SitrepReport report, int tokens)
    {
        report = report with { Intent = MiddleCut.To(report.Intent, IntentTokens) };
        var excess = TokenEstimator.Cost(Compose(report, [], "").Text) - tokens;
        report = report with { RecentActions = Drop(report.RecentActions, ref excess) };
        report = report with { ActiveEntities = Drop(report.ActiveEntities, ref excess) };
        report = report with { ResolvedLoops = Drop(report.ResolvedLoops, ref excess) };
        report = report with { CompletedSteps = Drop(report.CompletedSteps, ref excess) };
        report = report with { RuledOut = Drop(report.RuledOut, ref excess) };
        report = report with { Decisions = Drop(report.Decisions, ref excess) };
        report = report with { Constraints = Drop(report.Constraints, ref excess) };
        return report with { OpenLoops = Drop(report.OpenLoops, ref excess) };
    }

    public static Message Compose(SitrepReport report, IReadOnlyList<Fact> facts, string folded) =>
        Message.User(Open + RelaxedJson.Write(writer => Write(writer, report, facts, folded)).Replace(Close, EscapedClose, StringComparison.Ordinal) + Close);

    private static void Write(Utf8JsonWriter writer, SitrepReport report, IReadOnlyList<Fact> facts, string folded)
    {
        writer.WriteStartObject();
        WriteReport(writer, report);
        if (folded.Length > 0)
            writer.WriteString("folded_messages", folded);
        if (facts.Count > 0)
            WriteFacts(writer, facts);
        writer.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter writer, SitrepReport report)
    {
        if (report.Intent.Length > 0)
            writer.WriteString("intent", RelaxedJson.WellFormed(report.Intent));
        writer.WriteString("stage", report.Stage);
        WriteList(writer, "constraints", report.Constraints);
        WriteList(writer, "decisions", report.Decisions);
        WriteList(writer, "ruled_out", report.RuledOut);
        WriteList(writer, "active_entities", report.ActiveEntities);
        WriteList(writer, "open_loops", report.OpenLoops);
        WriteList(writer, "recent_actions", report.RecentActions);
        WriteList(writer, "resolved_loops", report.ResolvedLoops);
        WriteList(writer, "completed_steps", report.CompletedSteps);
        writer.WriteNumber("confidence", Math.Round(report.Confidence, 2));
    }

    private static void WriteFacts(Utf8JsonWriter writer, IReadOnlyList<Fact> facts)
    {
        writer.WriteStartObject("facts");
        foreach (var fact in facts)
            WriteList(writer, RelaxedJson.WellFormed(string.Create(CultureInfo.InvariantCulture, $"{fact.Index} {fact.Source}")), fact.Lines);
        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IReadOnlyList<string> items)
    {
        if (items.Count == 0)
            return;
        writer.WriteStartArray(name);
        foreach (var item in items)
            writer.WriteStringValue(RelaxedJson.WellFormed(item));
        writer.WriteEndArray();
    }

    private static IReadOnlyList<string> Drop(IReadOnlyList<string> items, ref int excess)
    {
        var dropped = 0;
        for (; excess > 0 && dropped < items.Count; dropped++)
            excess -= TokenEstimator.Cost(items[dropped]) + PerItem;
        return dropped == 0 ? items : [.. items.Skip(dropped)];
    }
}
