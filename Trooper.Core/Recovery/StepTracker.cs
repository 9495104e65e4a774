using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trooper.Core.Sitrep;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>A step as a message reported it.</summary>
internal sealed record ReportedStep(string Text, int Turn, DateTimeOffset At)
{
    [JsonIgnore]
    public Stems Subject => field ??= StepText.Subject(Text);

    /// <summary>The verb that says what was done, empty where it only says that it is done.</summary>
    [JsonIgnore]
    public string Verb => field ??= StepText.Verb(Text) ?? "";

    [JsonIgnore]
    public IReadOnlyList<string> Ids => field ??= ItemIds.In(Text);

    public CompletedStep ToStep() => new(Text, "prose", Turn, At);
}

/// <summary>
/// Collects what assistant messages report as accomplished, once per item: by its number where it has one (<c>#1</c>), else by what it says.
/// </summary>
internal sealed record StepTracker
{
    public static readonly StepTracker Empty = new();

    private const int Most = 64;

    /// <summary>A report that says this much of an earlier one again is a repeat.</summary>
    private const double Repeat = 0.6;

    public ImmutableArray<ReportedStep> Steps { get => field.OrEmpty(); init; }

    /// <summary>Steps that are no longer remembered one by one.</summary>
    public int Forgotten { get; init; }

    public StepTracker Fold(MessageReading message, ImmutableArray<string> written)
    {
        if (!message.IsAssistant)
            return this;
        var next = this;
        foreach (var report in StepReports.Read(message, written).SelectMany(ItemIds.Each))
            if (!next.Knows(report, message.Index))
                next = next.Add(new(report, message.Index, message.At));
        return next;
    }

    private StepTracker Add(ReportedStep step) => this with
    {
        Steps = Steps.Push(step, Most),
        Forgotten = Steps.Length == Most ? Forgotten + 1 : Forgotten,
    };

    private bool Knows(string report, int turn)
    {
        var ids = ItemIds.In(report);
        if (ids.Count > 0 && ids.All(id => Steps.Any(step => step.Ids.Contains(id, StringComparer.OrdinalIgnoreCase))))
            return true;
        var subject = StepText.Subject(report);
        return subject.Count > 0 && Steps.Any(step => step.Turn < turn ? IsRepeat(report, subject, step) : step.Text == report);
    }

    /// <summary>The same thing, and the same done to it: a script that was written and a script that was removed are two steps.</summary>
    private static bool IsRepeat(string report, Stems subject, ReportedStep earlier)
    {
        var known = earlier.Subject;
        if (subject.Shared(known) < Math.Min(2, subject.Count) || subject.CoveredBy(known) < Repeat)
            return false;
        if (StepText.Names(report).Any(name => !earlier.Text.Contains(name, StringComparison.OrdinalIgnoreCase)))
            return false;
        return StepText.Verb(report) is not { } verb || earlier.Verb is not { Length: > 0 } other || Stems.Of(verb).Shared(Stems.Of(other)) > 0;
    }
}
