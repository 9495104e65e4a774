namespace Trooper.Bench.Quality;

/// <summary>
/// Runs the rule-based parts (classifier, SITREP, steps, compaction) over a labelled corpus: predictions go to files, the metrics to the screen.
/// </summary>
internal static class QualityCommand
{
    private const string PredictionsEnding = ".predictions.jsonl";

    public static int Run(QualityOptions options, TextWriter screen)
    {
        var (folder, outputFolder) = (options.Folder, options.Output);
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"quality: no folder {folder}");
            return 2;
        }
        Directory.CreateDirectory(outputFolder);
        var prompts = FilesOf(folder, "prompts").ToList();
        var transcripts = FilesOf(folder, "transcripts").ToList();
        var retention = FilesOf(folder, "retention").ToList();
        if (prompts.Count + transcripts.Count + retention.Count == 0)
        {
            Console.Error.WriteLine($"quality: no prompts*.jsonl, transcripts*.jsonl or retention*.jsonl in {folder}");
            return 2;
        }
        var bounds = new Bounds();
        foreach (var file in prompts)
            MeasurePrompts(file, outputFolder, screen, bounds);
        foreach (var file in transcripts)
            MeasureSitreps(file, outputFolder, screen, bounds);
        foreach (var file in retention)
            MeasureRetention(file, transcripts, outputFolder, screen, bounds);
        return options.Check ? Judge(bounds, screen) : 0;
    }

    private static int Judge(Bounds bounds, TextWriter screen)
    {
        foreach (var line in bounds.Missed)
            screen.WriteLine($"missed: {line}");
        return bounds.Missed.Count == 0 ? 0 : 1;
    }

    private static void MeasurePrompts(string file, string outputFolder, TextWriter screen, Bounds bounds)
    {
        var prompts = JsonLines.Read<LabelledPrompt>(file);
        var predictions = ClassifierRun.Predict(prompts);
        JsonLines.Write(OutputFor(file, outputFolder), predictions);
        ClassifierRun.Print(Path.GetFileName(file), prompts, predictions, screen, bounds);
    }

    private static void MeasureSitreps(string file, string outputFolder, TextWriter screen, Bounds bounds)
    {
        var transcripts = JsonLines.Read<LabelledTranscript>(file);
        var predictions = transcripts.Select(SitrepRun.Predict).ToList();
        JsonLines.Write(OutputFor(file, outputFolder), predictions);
        SitrepRun.Print(Path.GetFileName(file), transcripts, predictions, screen, bounds);
    }

    private static void MeasureRetention(string file, IEnumerable<string> transcriptFiles, string outputFolder, TextWriter screen, Bounds bounds)
    {
        var asked = JsonLines.Read<LabelledRetention>(file);
        var transcripts = transcriptFiles.SelectMany(JsonLines.Read<LabelledTranscript>).ToDictionary(transcript => transcript.Id);
        var predictions = RetentionRun.Predict(asked, transcripts);
        JsonLines.Write(OutputFor(file, outputFolder), predictions);
        RetentionRun.Print(Path.GetFileName(file), asked, predictions, screen, bounds);
    }

    private static IEnumerable<string> FilesOf(string folder, string kind) =>
        Directory.EnumerateFiles(folder, kind + "*.jsonl")
            .Where(file => !file.EndsWith(PredictionsEnding, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static string OutputFor(string file, string folder) => Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + PredictionsEnding);
}
