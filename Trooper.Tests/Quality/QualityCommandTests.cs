using Trooper.Bench.Quality;

namespace Trooper.Tests.Quality;

public sealed class QualityCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trooper-quality-").FullName;

    [Fact]
    public void Writes_a_prediction_per_prompt_and_prints_what_they_are_worth()
    {
        File.WriteAllLines(
            Path.Combine(_folder, "prompts.few.jsonl"),
            [
                """{"id":"1","text":"define recursion","label":"simple","borderline":false,"tag":"plain"}""",
                """{"id":"2","text":"plan my week","label":"complex","borderline":false,"tag":"reasoning"}""",
                """{"id":"3","text":"name this","label":"simple","borderline":true,"tag":"plain"}""",
            ]);
        var screen = new StringWriter();

        Assert.Equal(0, QualityCommand.Run(Options(), screen));

        var predictions = JsonLines.Read<PromptPrediction>(Path.Combine(_folder, "out", "prompts.few.predictions.jsonl"));
        Assert.Equal(["simple", "complex", "complex"], predictions.Select(prediction => prediction.Label));
        Assert.Contains("simple, all   precision 1.0000  recall 0.5000", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("simple, core  precision 1.0000  recall 1.0000", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_nothing_to_measure_is_a_mistake() => Assert.Equal(2, QualityCommand.Run(Options(), TextWriter.Null));

    [Fact]
    public void Checked_it_fails_with_a_line_for_each_missed_bound()
    {
        File.WriteAllLines(Path.Combine(_folder, "prompts.few.jsonl"), ["""{"id":"1","text":"plan my week","label":"simple","borderline":false,"tag":"reasoning"}"""]);
        var screen = new StringWriter();

        Assert.Equal(1, QualityCommand.Run(Options() with { Check = true }, screen));

        Assert.Contains("missed: prompts.few.jsonl: recall of simple is 0.0000, its bound 0.70", screen.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corpus", "quality-out", false)]
    [InlineData("corpus --check", "quality-out", true)]
    [InlineData("--check corpus --out there", "there", true)]
    public void Options_stand_in_any_order(string line, string output, bool check) =>
        Assert.Equal(new QualityOptions("corpus", output, check), QualityOptions.Parse(line.Split(' ')));

    [Theory]
    [InlineData("--check")]
    [InlineData("corpus another")]
    [InlineData("corpus --out")]
    public void What_is_no_option_is_refused(string line) => Assert.Null(QualityOptions.Parse(line.Split(' ')));

    private QualityOptions Options() => new(_folder, Path.Combine(_folder, "out"), Check: false);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
