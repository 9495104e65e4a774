namespace Trooper.Bench.Quality;

/// <summary>
/// Runs the rule-based parts (classifier, SITREP, steps, compaction) over a labelled corpus: predictions go to files, the metrics to the screen.
/// </summary>
internal static class QualityCommand
{
    private const string PredictionsEnding = ".predictions.jsonl";

    public static int Run(string folder, string outputFolder, TextWriter screen)
    {
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"quality: no folder {folder}");
            return 2;
        }
        Directory.CreateDirectory(outputFolder);
        var found = 0;
        foreach (var file in FilesOf(folder, "prompts"))
        {
            found++;
            var prompts = JsonLines.Read<LabelledPrompt>(file);
            var predictions = ClassifierRun.Predict(prompts);
            JsonLines.Write(OutputFor(file, outputFolder), predictions);
            ClassifierRun.Print(Path.GetFileName(file), prompts, predictions, screen);
        }
        foreach (var file in FilesOf(folder, "transcripts"))
        {
            found++;
            var transcripts = JsonLines.Read<LabelledTranscript>(file);
            var predictions = transcripts.Select(SitrepRun.Predict).ToList();
            JsonLines.Write(OutputFor(file, outputFolder), predictions);
            SitrepRun.Print(Path.GetFileName(file), transcripts, predictions, screen);
        }
        foreach (var file in FilesOf(folder, "retention"))
        {
            found++;
            var questions = JsonLines.Read<LabelledRetention>(file);
            var transcripts = FilesOf(folder, "transcripts").SelectMany(JsonLines.Read<LabelledTranscript>).ToDictionary(transcript => transcript.Id);
            var predictions = RetentionRun.Predict(questions, transcripts);
            JsonLines.Write(OutputFor(file, outputFolder), predictions);
            RetentionRun.Print(Path.GetFileName(file), questions, predictions, screen);
        }
        if (found > 0)
            return 0;
        Console.Error.WriteLine($"quality: no prompts*.jsonl, transcripts*.jsonl or retention*.jsonl in {folder}");
        return 2;
    }

    private static IEnumerable<string> FilesOf(string folder, string kind) =>
        Directory.EnumerateFiles(folder, kind + "*.jsonl").Where(file => !file.EndsWith(PredictionsEnding, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string OutputFor(string file, string folder) => Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + PredictionsEnding);
}
