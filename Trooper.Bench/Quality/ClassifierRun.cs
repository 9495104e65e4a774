using Trooper.Core.Classifier;

namespace Trooper.Bench.Quality;

/// <summary>The turn classifier over labelled prompts.</summary>
internal static class ClassifierRun
{
    private const int TimedRounds = 100;
    private const int CallsPerRound = 2_000;

    public static List<PromptPrediction> Predict(IEnumerable<LabelledPrompt> prompts) => [.. prompts.Select(Predict)];

    public static void Print(string file, IReadOnlyList<LabelledPrompt> prompts, IReadOnlyList<PromptPrediction> predictions, TextWriter screen, Bounds bounds)
    {
        var microseconds = MicrosecondsPerCall(prompts);
        screen.WriteLine($"{file}: {prompts.Count} prompts, {microseconds:0.00} µs per classification");
        if (prompts.All(prompt => prompt.Label is not null))
        {
            var score = ClassifierScore.Of(prompts, predictions);
            screen.WriteLine($"  simple, all   {score.All}");
            screen.WriteLine($"  simple, core  {score.Core}");
            bounds.Check(file, score, microseconds);
        }
    }

    private static PromptPrediction Predict(LabelledPrompt prompt)
    {
        var found = TurnClassifier.Classify(prompt.Text);
        return new(prompt.Id, found.IsSimple ? ClassifierScore.Simple : "complex", found.Rule);
    }

    // Processor time, as others may share the machine. The best round counts: the early ones warm the code up.
    private static double MicrosecondsPerCall(IReadOnlyList<LabelledPrompt> prompts)
    {
        if (prompts.Count == 0)
            return 0;
        return Enumerable.Range(0, TimedRounds).Min(_ => TimeOneRound(prompts));
    }

    private static double TimeOneRound(IReadOnlyList<LabelledPrompt> prompts)
    {
        var started = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < CallsPerRound; i++)
            TurnClassifier.Classify(prompts[i % prompts.Count].Text);
        return (Environment.CpuUsage.TotalTime - started).TotalMicroseconds / CallsPerRound;
    }
}
