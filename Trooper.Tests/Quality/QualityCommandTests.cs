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

        Assert.Equal(0, QualityCommand.Run(_folder, Path.Combine(_folder, "out"), screen));

        var predictions = JsonLines.Read<PromptPrediction>(Path.Combine(_folder, "out", "prompts.few.predictions.jsonl"));
        Assert.Equal(["simple", "complex", "complex"], predictions.Select(prediction => prediction.Label));
        Assert.Contains("simple, all   precision 1.0000  recall 0.5000", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("simple, core  precision 1.0000  recall 1.0000", screen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_nothing_to_measure_is_a_mistake() => Assert.Equal(2, QualityCommand.Run(_folder, Path.Combine(_folder, "out"), TextWriter.Null));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
