using System.Globalization;

namespace Trooper.Bench.Quality;

/// <summary>What the metrics must reach. Each bound that one misses is a line of its own.</summary>
internal sealed class Bounds
{
    private const double MostMicroseconds = 10;

    private readonly List<string> missed = [];

    public IReadOnlyList<string> Missed => missed;

    public void Check(string file, ClassifierScore score, double microseconds)
    {
        AtLeast(file, "precision of simple", 0.98, score.All.Precision);
        AtLeast(file, "precision of simple, core", 0.98, score.Core.Precision);
        AtLeast(file, "recall of simple", 0.70, score.All.Recall);
        if (microseconds >= MostMicroseconds)
            Miss(file, "microseconds per classification", MostMicroseconds, microseconds);
    }

    public void Check(string file, SitrepScore score)
    {
        AtLeast(file, "completed_steps f1", 0.85, score.Steps.Steps.F1);
        AtLeast(file, "open_loops f1", 0.75, score.OpenLoops.F1);
        AtLeast(file, "resolved_loops f1", 0.75, score.ResolvedLoops.F1);
        AtLeast(file, "intent_right", 0.85, score.IntentRight);
    }

    public void Check(string file, int budget, RetentionScore score)
    {
        AtLeast(file, string.Create(CultureInfo.InvariantCulture, $"fact recall at {budget}"), budget < 4096 ? 0.75 : 0.97, score.Kept.Value);
        if (score.OverBudget.Part > 0)
            Miss(file, string.Create(CultureInfo.InvariantCulture, $"contexts over {budget}"), 0, score.OverBudget.Part);
    }

    private void AtLeast(string file, string metric, double bound, double value)
    {
        if (value < bound)
            Miss(file, metric, bound, value);
    }

    private void Miss(string file, string metric, double bound, double value) =>
        missed.Add(string.Create(CultureInfo.InvariantCulture, $"{file}: {metric} is {value:0.0000}, its bound {bound:0.00}"));
}
