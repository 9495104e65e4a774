namespace Trooper.Bench.Quality;

internal sealed record PromptPrediction(string Id, string Label, string Rule);

internal sealed record SitrepPrediction
{
    public required string Id { get; init; }
    public string Intent { get; init; } = "";
    public string Stage { get; init; } = "";
    public IReadOnlyList<StepPrediction> CompletedSteps { get; init; } = [];
    public IReadOnlyList<string> OpenLoops { get; init; } = [];
    public IReadOnlyList<string> ResolvedLoops { get; init; } = [];
    public IReadOnlyList<string> Decisions { get; init; } = [];
    public IReadOnlyList<string> Constraints { get; init; } = [];
    public IReadOnlyList<string> RuledOut { get; init; } = [];
    public IReadOnlyList<string> ActiveEntities { get; init; } = [];
}

/// <summary>A step and the message that establishes it; without one it may stand anywhere.</summary>
internal sealed record StepPrediction(string Text, int? Turn);

internal sealed record ContextPrediction(string Id, int Budget, string Context);
