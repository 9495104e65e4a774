using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

/// <summary>Keeps the classifier from getting worse on labelled prompts of our own.</summary>
public sealed class PromptRegressionTests
{
    private const double LeastPrecision = 0.99;
    private const double LeastRecall = 0.97;

    private static readonly List<LabelledPrompt> Prompts = Read("regression");

    private static readonly ClassifierScore Score = ClassifierScore.Of(Prompts, ClassifierRun.Predict(Prompts));

    [Fact]
    public void Simple_is_seldom_said_of_a_complex_prompt() =>
        Assert.True(Score.All.Precision >= LeastPrecision && Score.Core.Precision >= LeastPrecision, $"{Score.All}\n{Listed(Score.FalselySimple)}");

    [Fact]
    public void Most_simple_prompts_are_found() =>
        Assert.True(Score.All.Recall >= LeastRecall && Score.Core.Recall >= LeastRecall, $"{Score.All}\n{Listed(Score.FalselyComplex)}");

    [Fact]
    public void The_set_is_large_and_holds_both_kinds()
    {
        Assert.True(Score.All.Right + Score.All.Missed >= 150);
        Assert.True(Prompts.Count(prompt => prompt.Label == "complex") >= 150);
        Assert.Equal(Prompts.Count, Prompts.DistinctBy(prompt => prompt.Text).Count());
    }

    /// <summary>Written before the rules were looked at: ordinary questions, short traps, other languages.</summary>
    [Fact]
    public void Prompts_that_no_rule_was_made_for_are_told_apart()
    {
        var prompts = Read("everyday");
        var score = ClassifierScore.Of(prompts, ClassifierRun.Predict(prompts));

        Assert.True(score.Core is { Precision: >= 0.98, Recall: >= 0.88 }, $"{score.Core}\n{Listed(score.FalselySimple)}\n{Listed(score.FalselyComplex)}");
    }

    private static List<LabelledPrompt> Read(string set) =>
        JsonLines.Read<LabelledPrompt>(Path.Combine(AppContext.BaseDirectory, "Quality", $"prompts.{set}.jsonl"));

    private static string Listed(IEnumerable<LabelledPrompt> prompts) => string.Join('\n', prompts.Select(prompt => $"[{prompt.Tag}] {prompt.Text}"));
}
