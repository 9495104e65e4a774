namespace Trooper.Bench.Quality;

/// <summary>Completed steps, each at the message that establishes it. A second report of a step that is already matched is a duplicate, and wrong.</summary>
internal sealed record StepScore(PrecisionRecall Steps, int Duplicates, int Ignored, Ratio Core, Ratio List, Ratio Prose)
{
    private const double DuplicateThreshold = 0.6;

    public static StepScore Of(TranscriptLabels labels, IReadOnlyList<StepPrediction> predictions)
    {
        var steps = labels.CompletedSteps;
        var labelOf = Pairing.Greedy(predictions.Count, steps.Count, (prediction, step) =>
            IsAt(steps[step], predictions[prediction].Turn) ? ContentTokens.Overlap(predictions[prediction].Text, steps[step].Text) : 0);
        var matched = labelOf.Values.ToHashSet();

        var (wrong, duplicates, ignored) = (0, 0, 0);
        for (var i = 0; i < predictions.Count; i++)
        {
            if (labelOf.ContainsKey(i))
                continue;
            if (matched.Any(step => ContentTokens.Overlap(predictions[i].Text, steps[step].Text) >= DuplicateThreshold))
                duplicates++;
            else if (labels.OptionalSteps.Any(optional => Hits(optional, predictions[i])))
                ignored++;
            else
                wrong++;
        }

        return new(
            new(matched.Count, wrong + duplicates, steps.Count - matched.Count),
            duplicates,
            ignored,
            Recall(step => step.Core),
            Recall(step => step.Kind == "list"),
            Recall(step => step.Kind == "prose"));

        Ratio Recall(Func<LabelledStep, bool> counts) =>
            new(matched.Count(step => counts(steps[step])), steps.Count(counts));
    }

    public static StepScore operator +(StepScore a, StepScore b) => new(
        a.Steps + b.Steps, a.Duplicates + b.Duplicates, a.Ignored + b.Ignored, Sum(a.Core, b.Core), Sum(a.List, b.List), Sum(a.Prose, b.Prose));

    private static Ratio Sum(Ratio a, Ratio b) => new(a.Part + b.Part, a.Whole + b.Whole);

    // A task list may be marked in one message and its result come in the next.
    private static bool IsAt(LabelledStep step, int? turn) =>
        turn is not { } at || IsNamed(step, at) || (step.Kind == "list" && IsNamed(step, at - 1));

    private static bool IsNamed(LabelledStep step, int turn) => step.Index == turn || step.AlsoAt?.Contains(turn) == true;

    private static bool Hits(LabelledPhrase optional, StepPrediction prediction) =>
        (prediction.Turn is null || prediction.Turn == optional.Index)
        && (optional.Text == "*" || ContentTokens.Overlap(prediction.Text, optional.Text) >= Pairing.Threshold);
}
