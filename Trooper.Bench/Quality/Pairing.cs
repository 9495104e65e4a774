namespace Trooper.Bench.Quality;

/// <summary>Pairs predictions with labels, best overlap first, each side once; on a tie the earlier prediction, then the earlier label.</summary>
internal static class Pairing
{
    public const double Threshold = 0.5;

    /// <returns>The label of each paired prediction, both by position.</returns>
    public static Dictionary<int, int> Greedy(int predictions, int labels, Func<int, int, double> overlap)
    {
        var candidates =
            from prediction in Enumerable.Range(0, predictions)
            from label in Enumerable.Range(0, labels)
            let score = overlap(prediction, label)
            where score >= Threshold
            orderby score descending, prediction, label
            select (prediction, label);

        var labelOf = new Dictionary<int, int>();
        var taken = new HashSet<int>();
        foreach (var (prediction, label) in candidates)
            if (!labelOf.ContainsKey(prediction) && taken.Add(label))
                labelOf.Add(prediction, label);
        return labelOf;
    }
}
