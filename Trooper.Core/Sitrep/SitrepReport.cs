namespace Trooper.Core.Sitrep;

/// <summary>A session's situation report: what is being done, what was decided, what is open. Its JSON is in snake_case.</summary>
public sealed record SitrepReport
{
    public static readonly SitrepReport Empty = new();

    /// <summary>What the user wants overall, as a phrase.</summary>
    public string Intent { get; init; } = "";

    /// <summary><c>unknown</c>, <c>unclear</c>, <c>in_progress</c>, <c>debugging</c>, <c>blocked</c> or <c>done</c>.</summary>
    public string Stage { get; init; } = "unknown";
    public IReadOnlyList<string> Constraints { get; init; } = [];
    public IReadOnlyList<string> Decisions { get; init; } = [];
    public IReadOnlyList<string> RuledOut { get; init; } = [];
    public IReadOnlyList<string> ActiveEntities { get; init; } = [];
    public IReadOnlyList<string> OpenLoops { get; init; } = [];
    public IReadOnlyList<string> RecentActions { get; init; } = [];
    public IReadOnlyList<string> ResolvedLoops { get; init; } = [];
    public IReadOnlyList<string> CompletedSteps { get; init; } = [];

    /// <summary>How sure the report is of the intent, 0–1.</summary>
    public double Confidence { get; init; }
}
