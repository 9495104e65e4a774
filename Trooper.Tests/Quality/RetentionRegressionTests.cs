using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

/// <summary>Keeps compaction from losing more facts of our own transcripts than it does.</summary>
public sealed class RetentionRegressionTests
{
    private static readonly List<LabelledRetention> Asked = Read<LabelledRetention>("retention");

    private static readonly List<ContextPrediction> Predictions = RetentionRun.Predict(Asked, Read<LabelledTranscript>("transcripts").ToDictionary(transcript => transcript.Id));

    [Theory]
    [InlineData(2048, 0.90)]
    [InlineData(6144, 0.97)]
    public void Facts_stay_in_the_context(int budget, double least)
    {
        var score = RetentionScore.Of(Asked, Predictions, budget);

        Assert.Equal(0, score.OverBudget.Part);
        Assert.True(score.Kept.Value >= least, $"{score.Kept} at {budget}");
    }

    [Fact]
    public void The_set_needs_compaction() => Assert.True(RetentionScore.Of(Asked, Predictions, 2048).WhereNeeded.Whole >= 30);

    /// <summary>The labelled transcripts, and the long ones that are there for their facts only.</summary>
    private static List<T> Read<T>(string kind) =>
        [.. new[] { "regression", "long" }.SelectMany(set => JsonLines.Read<T>(Path.Combine(AppContext.BaseDirectory, "Quality", $"{kind}.{set}.jsonl")))];
}
