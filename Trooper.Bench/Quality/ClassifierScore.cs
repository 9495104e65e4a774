namespace Trooper.Bench.Quality;

/// <summary>How well <c>simple</c> is told, over all prompts and over those that no careful reader would dispute.</summary>
internal sealed record ClassifierScore(
    PrecisionRecall All,
    PrecisionRecall Core,
    IReadOnlyList<LabelledPrompt> FalselySimple,
    IReadOnlyList<LabelledPrompt> FalselyComplex)
{
    public const string Simple = "simple";

    /// <summary>A prompt without a prediction counts as complex.</summary>
    public static ClassifierScore Of(IReadOnlyList<LabelledPrompt> prompts, IEnumerable<PromptPrediction> predictions)
    {
        var predictedSimple = predictions.Where(prediction => prediction.Label == Simple).Select(prediction => prediction.Id).ToHashSet();
        var falselySimple = prompts.Where(prompt => prompt.Label != Simple && predictedSimple.Contains(prompt.Id)).ToList();
        var falselyComplex = prompts.Where(prompt => prompt.Label == Simple && !predictedSimple.Contains(prompt.Id)).ToList();
        return new(Count(_ => true), Count(prompt => !prompt.Borderline), falselySimple, falselyComplex);

        PrecisionRecall Count(Func<LabelledPrompt, bool> counts) => new(
            prompts.Count(prompt => counts(prompt) && prompt.Label == Simple && predictedSimple.Contains(prompt.Id)),
            falselySimple.Count(counts),
            falselyComplex.Count(counts));
    }
}
