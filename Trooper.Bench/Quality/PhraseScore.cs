namespace Trooper.Bench.Quality;

/// <summary>Loops, decisions, constraints: phrases without a place.</summary>
internal static class PhraseScore
{
    public static PrecisionRecall Of(IReadOnlyList<LabelledPhrase> labels, IReadOnlyList<string> predictions)
    {
        var labelOf = Pairing.Greedy(predictions.Count, labels.Count, (prediction, label) =>
            labels[label].Wordings.Max(wording => ContentTokens.Overlap(predictions[prediction], wording)));
        var found = labelOf.Values.ToHashSet();
        return new(
            Right: found.Count(label => !labels[label].Optional),
            Wrong: predictions.Count - labelOf.Count,
            Missed: Enumerable.Range(0, labels.Count).Count(label => !found.Contains(label) && !labels[label].Optional));
    }
}
