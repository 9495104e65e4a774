using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

/// <summary>
/// Keeps SITREP and steps from getting worse on short talks of many trades, written before the rules that read them: complaints without a word for
/// trouble, verdicts, corrections, ideas that were given up.
/// </summary>
public sealed class SnippetRegressionTests
{
    private static readonly List<LabelledTranscript> Snippets = Read("snippets");

    private static readonly SitrepScore Score = SitrepScore.Of(Snippets, [.. Snippets.Select(SitrepRun.Predict)]);

    public static TheoryData<string> Foreign => [.. Read("foreign").Select(transcript => transcript.Id)];

    [Fact]
    public void Loops_open_and_close()
    {
        Assert.True(Score.OpenLoops.F1 >= 0.77, $"{Score.OpenLoops}");
        Assert.True(Score.ResolvedLoops.F1 >= 0.84, $"{Score.ResolvedLoops}");
    }

    [Fact]
    public void What_is_wanted_is_understood()
    {
        Assert.True(Score.IntentRight >= 0.90, $"{Score.IntentRight}");
        Assert.True(Score.StageAccuracy >= 0.68, $"{Score.StageAccuracy}");
    }

    [Fact]
    public void Steps_are_found_and_not_invented() => Assert.True(Score.Steps.Steps.F1 >= 0.77, $"{Score.Steps}");

    [Fact]
    public void What_was_settled_is_noted()
    {
        Assert.True(Score.Decisions.F1 >= 0.50, $"{Score.Decisions}");
        Assert.True(Score.Constraints.F1 >= 0.75, $"{Score.Constraints}");
        Assert.True(Score.RuledOut.F1 >= 0.40, $"{Score.RuledOut}");
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public void In_other_languages_nothing_is_guessed(string id)
    {
        var found = SitrepRun.Predict(Read("foreign").Single(transcript => transcript.Id == id));

        Assert.Empty(found.OpenLoops);
        Assert.Empty(found.ResolvedLoops);
        Assert.Empty(found.CompletedSteps);
        Assert.Empty(found.Decisions);
        Assert.Empty(found.Constraints);
        Assert.Empty(found.RuledOut);
    }

    private static List<LabelledTranscript> Read(string set) =>
        JsonLines.Read<LabelledTranscript>(Path.Combine(AppContext.BaseDirectory, "Quality", $"transcripts.{set}.jsonl"));
}
