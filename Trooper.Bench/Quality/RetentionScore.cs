namespace Trooper.Bench.Quality;

/// <summary>How many facts are literally in the compacted context. A context over its budget keeps none.</summary>
internal sealed record RetentionScore
{
    public Ratio Kept { get; private set; }
    public Ratio KeptWhateverItsSize { get; private set; }
    public Ratio OverBudget { get; private set; }
    public Ratio WhereNeeded { get; private set; }
    public double MeanTokens { get; private set; }
    public SortedDictionary<string, Ratio> ByPosition { get; } = new(StringComparer.Ordinal);
    public SortedDictionary<string, Ratio> ByPlace { get; } = new(StringComparer.Ordinal);

    public static RetentionScore Of(IReadOnlyList<LabelledRetention> asked, IEnumerable<ContextPrediction> predictions, int budget)
    {
        var contexts = predictions.Where(prediction => prediction.Budget == budget).ToDictionary(prediction => prediction.Id, prediction => prediction.Context);
        var score = new RetentionScore();
        foreach (var row in asked)
            score.Add(row, contexts.GetValueOrDefault(row.Id) ?? "", budget);
        return score;
    }

    private void Add(LabelledRetention row, string context, int budget)
    {
        var tokens = ContextText.Tokens(context);
        var fits = tokens <= budget;
        MeanTokens = (MeanTokens * OverBudget.Whole + tokens) / (OverBudget.Whole + 1);
        OverBudget = OverBudget.Count(!fits);

        var (text, unescaped) = (ContextText.Normal(context), ContextText.Normal(ContextText.Unescaped(context)));
        foreach (var question in row.Questions)
        {
            var answer = ContextText.Normal(question.Answer);
            var isThere = text.Contains(answer, StringComparison.Ordinal) || unescaped.Contains(answer, StringComparison.Ordinal);
            var isKept = isThere && fits;
            Kept = Kept.Count(isKept);
            KeptWhateverItsSize = KeptWhateverItsSize.Count(isThere);
            if (row.Tokens > budget)
                WhereNeeded = WhereNeeded.Count(isKept);
            ByPosition[question.Position] = ByPosition.GetValueOrDefault(question.Position).Count(isKept);
            ByPlace[question.Where] = ByPlace.GetValueOrDefault(question.Where).Count(isKept);
        }
    }
}
