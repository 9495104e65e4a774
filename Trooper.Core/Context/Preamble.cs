using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>What comes before the messages. Where it is too large, texts are shortened from their middle; names and parameters go last.</summary>
internal sealed record Preamble(string? System, IReadOnlyList<Tool> Tools)
{
    /// <summary>How many tokens of each description are left, step by step.</summary>
    private static readonly int[] DescriptionSteps = [240, 120, 60, 30, 12, 0];

    public int Cost { get; } = CostOf(System, Tools);

    public static int CostOf(string? system, IReadOnlyList<Tool> tools) =>
        (string.IsNullOrEmpty(system) ? 0 : TokenEstimator.MessageOverhead + TokenEstimator.Cost(system)) + CostOf(tools);

    public static Preamble Fit(string? system, IReadOnlyList<Tool> tools, int limit)
    {
        var whole = new Preamble(system, tools);
        if (whole.Cost <= limit)
            return whole;
        // The system prompt's claim is up to a half; what it does not need is the tools', and the other way round.
        var claim = Math.Min(CostOf(system, []), limit / 2);
        var fitted = FitTools(tools, limit - claim);
        var left = limit - CostOf(fitted) - TokenEstimator.MessageOverhead;
        var shortened = string.IsNullOrEmpty(system) || left < MiddleCut.MarkCost ? null : MiddleCut.To(system, left);
        return new Preamble(shortened, fitted);
    }

    private static IReadOnlyList<Tool> FitTools(IReadOnlyList<Tool> tools, int limit)
    {
        if (CostOf(tools) <= limit)
            return tools;
        IReadOnlyList<Tool> shortened = tools;
        foreach (var description in DescriptionSteps)
        {
            shortened = [.. tools.Select(tool => ToolExcerpt.WithDescriptions(tool, description))];
            if (CostOf(shortened) <= limit)
                return shortened;
        }
        shortened = [.. shortened.Select(ToolExcerpt.WithParametersOnly)];
        if (CostOf(shortened) <= limit)
            return shortened;
        shortened = [.. shortened.Select(ToolExcerpt.WithNameOnly)];
        return FirstWithin(shortened, limit);
    }

    private static IReadOnlyList<Tool> FirstWithin(IReadOnlyList<Tool> tools, int limit)
    {
        var kept = new List<Tool>();
        foreach (var tool in tools)
        {
            limit -= TokenEstimator.Cost(tool);
            if (limit < 0)
                break;
            kept.Add(tool);
        }
        return kept;
    }

    private static int CostOf(IReadOnlyList<Tool> tools)
    {
        var cost = 0;
        foreach (var tool in tools)
            cost += TokenEstimator.Cost(tool);
        return cost;
    }
}
