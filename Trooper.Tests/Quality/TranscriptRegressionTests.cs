using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

/// <summary>Keeps SITREP and steps from getting worse on labelled transcripts of our own: agents, editors, customers, operations.</summary>
public sealed class TranscriptRegressionTests
{
    private static readonly List<LabelledTranscript> Transcripts =
        JsonLines.Read<LabelledTranscript>(Path.Combine(AppContext.BaseDirectory, "Quality", "transcripts.regression.jsonl"));

    private static readonly List<SitrepPrediction> Predictions = [.. Transcripts.Select(SitrepRun.Predict)];
    private static readonly SitrepScore Score = SitrepScore.Of(Transcripts, Predictions);

    [Fact]
    public void Steps_are_found_and_not_invented()
    {
        Assert.True(Score.Steps.Steps.F1 >= 0.93, $"{Score.Steps}");
        Assert.Equal(Score.Steps.List.Whole, Score.Steps.List.Part);
    }

    [Fact]
    public void Loops_open_and_close()
    {
        Assert.True(Score.OpenLoops.F1 >= 0.80, $"{Score.OpenLoops}");
        Assert.True(Score.ResolvedLoops.F1 >= 0.84, $"{Score.ResolvedLoops}");
    }

    [Fact]
    public void What_is_wanted_is_understood()
    {
        Assert.True(Score.IntentRight >= 0.90, $"{Score.IntentRight}");
        Assert.True(Score.IntentDice >= 0.70, $"{Score.IntentDice}");
        Assert.True(Score.StageAccuracy >= 0.90, $"{Score.StageAccuracy}");
    }

    [Fact]
    public void What_was_settled_is_noted()
    {
        Assert.True(Score.Decisions.F1 >= 0.70, $"{Score.Decisions}");
        Assert.True(Score.Constraints.F1 >= 0.85, $"{Score.Constraints}");
        Assert.True(Score.RuledOut.F1 >= 0.75, $"{Score.RuledOut}");
        Assert.True(Score.EntityRecall >= 0.72, $"{Score.EntityRecall}");
    }

    [Fact]
    public void The_set_is_many_sided()
    {
        Assert.True(Transcripts.Count >= 20);
        Assert.Superset(new HashSet<string> { "done", "in_progress", "debugging", "blocked" }, Transcripts.Select(transcript => transcript.Labels!.Stage).ToHashSet());
        Assert.Contains(Transcripts, transcript => transcript.Labels!.CompletedSteps.Any(step => step.Kind == "list"));
    }
}
