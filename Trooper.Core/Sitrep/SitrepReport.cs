namespace Trooper.Core.Sitrep;

/// <summary>A session's situation report: what is being done, what was decided, what is open. Its JSON is in snake_case, where what is left out reads as empty.</summary>
public sealed record SitrepReport
{
    public static readonly SitrepReport Empty = new();

    /// <summary>What the user wants overall, as a phrase.</summary>
    public string Intent { get => field ?? ""; init; }

    /// <summary><c>unknown</c>, <c>unclear</c>, <c>in_progress</c>, <c>debugging</c>, <c>blocked</c> or <c>done</c>.</summary>
    public string Stage { get => field ?? "unknown"; init; }
    public IReadOnlyList<string> Constraints { get => field ?? []; init; }
    public IReadOnlyList<string> Decisions { get => field ?? []; init; }
    public IReadOnlyList<string> RuledOut { get => field ?? []; init; }
    public IReadOnlyList<string> ActiveEntities { get => field ?? []; init; }
    public IReadOnlyList<string> OpenLoops { get => field ?? []; init; }
    public IReadOnlyList<string> RecentActions { get => field ?? []; init; }
    public IReadOnlyList<string> ResolvedLoops { get => field ?? []; init; }
    public IReadOnlyList<string> CompletedSteps { get => field ?? []; init; }

    /// <summary>How sure the report is of the intent, 0–1.</summary>
    public double Confidence { get; init; }
}
