using System.Collections.Immutable;
using Trooper.Core.Sitrep;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>
/// Collects what assistant messages report as accomplished, once per item: by its number where it has one (<c>#1</c>), else by what it says.
/// </summary>
internal sealed record StepTracker
{
    public static readonly StepTracker Empty = new();

    private const int Most = 64;

    /// <summary>A report that says this much of an earlier one again is a repeat.</summary>
    private const double Repeat = 0.6;

    public ImmutableArray<CompletedStep> Steps { get => field.OrEmpty(); init; }

    /// <summary>Steps that are no longer remembered one by one.</summary>
    public int Forgotten { get; init; }

    public StepTracker Fold(MessageReading message, ImmutableArray<string> written)
    {
        if (!message.IsAssistant)
            return this;
        var next = this;
        foreach (var report in StepReports.Read(message, written))
            if (!next.Knows(report))
                next = next.Add(new(report, "prose", message.Index, message.At));
        return next;
    }

    private StepTracker Add(CompletedStep step) => this with
    {
        Steps = Steps.Push(step, Most),
        Forgotten = Steps.Length == Most ? Forgotten + 1 : Forgotten,
    };

    private bool Knows(string report)
    {
        var ids = ItemIds.In(report);
        if (ids.Count > 0 && Steps.SelectMany(step => ItemIds.In(step.Text)).ToHashSet(StringComparer.OrdinalIgnoreCase) is var known && ids.All(known.Contains))
            return true;
        var stems = StepReports.Subject(report);
        return stems.Count > 0 && Steps.Any(step => IsRepeat(stems, StepReports.Subject(step.Text)));
    }

    private static bool IsRepeat(Stems report, Stems earlier) =>
        report.Count > 0 && earlier.Count > 0 && report.Shared(earlier) >= Math.Min(2, report.Count) && report.CoveredBy(earlier) >= Repeat;
}
