using System.Collections.Immutable;

namespace Trooper.Core.Context;

/// <summary>How far a model's own counts are from the estimate, learned from the pairs that were reported.</summary>
public sealed record ModelCalibration(string Model, double Factor, int Pairs);

/// <summary>
/// Learns per model by how much estimates must be multiplied to come to what the provider reports. It errs to the safe side: a report above the estimate is
/// believed at once, one below it only bit by bit. A value: each <see cref="Add"/> gives the next one, and the work doesn't grow with what was learned.
/// </summary>
public sealed record TokenCalibration
{
    public static readonly TokenCalibration Empty = new();

    public const double Lowest = 0.85;
    public const double Highest = 1.6;

    /// <summary>Counts of fewer tokens are mostly overhead, and say nothing about text.</summary>
    public const int LeastTokens = 200;

    /// <summary>Before so many reports a factor below 1 is not used.</summary>
    private const int LeastPairs = 3;

    private const double Rise = 0.7;
    private const double Fall = 0.15;
    private const int MostModels = 16;

    /// <summary>The models, the one that was heard of last at the end.</summary>
    public ImmutableArray<ModelCalibration> Models { get; init; } = [];

    /// <summary>Learns from a request that was estimated at so many tokens before it went out, and reported as so many by its provider.</summary>
    public TokenCalibration Add(string model, int estimated, int reported)
    {
        if (estimated < LeastTokens || reported < LeastTokens)
            return this;
        var ratio = Math.Clamp((double)reported / estimated, Lowest, Highest);
        var at = Find(model);
        var known = at < 0 ? new ModelCalibration(model, 1, 0) : Models[at];
        var pace = ratio > known.Factor ? Rise : Fall;
        var next = known with { Factor = known.Factor + pace * (ratio - known.Factor), Pairs = Math.Min(known.Pairs + 1, int.MaxValue - 1) };
        var others = at < 0 ? Models : Models.RemoveAt(at);
        return this with { Models = others.Length < MostModels ? others.Add(next) : others.RemoveAt(0).Add(next) };
    }

    /// <summary>What to multiply an estimate for this model by; 1 for a model of which nothing is known.</summary>
    public double FactorOf(string model)
    {
        var at = Find(model);
        if (at < 0)
            return 1;
        return Models[at].Pairs < LeastPairs ? Math.Max(1, Models[at].Factor) : Models[at].Factor;
    }

    /// <summary>The budget in estimated tokens that comes to <paramref name="budget"/> of the model's own. Never more than that many, so that a budget holds in both counts.</summary>
    public int BudgetFor(string model, int budget) => (int)(budget / Math.Max(1, FactorOf(model)));

    private int Find(string model)
    {
        for (var i = 0; i < Models.Length; i++)
            if (Models[i].Model.Equals(model, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
