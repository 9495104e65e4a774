namespace Trooper.Bench.Quality;

/// <summary>A SITREP and its steps against what a reader made of the transcript, summed over transcripts.</summary>
internal sealed record SitrepScore
{
    public required StepScore Steps { get; init; }
    public required PrecisionRecall OpenLoops { get; init; }
    public required PrecisionRecall ResolvedLoops { get; init; }
    public required PrecisionRecall Decisions { get; init; }
    public required PrecisionRecall Constraints { get; init; }
    public required PrecisionRecall RuledOut { get; init; }

    /// <summary>The share of intents that say at least half of what the shorter of the two phrases says: what a reader would mostly call right.</summary>
    public required double IntentRight { get; init; }
    public required double IntentDice { get; init; }
    public required double StageAccuracy { get; init; }
    public required double EntityRecall { get; init; }

    /// <summary>A transcript without a prediction counts with an empty one.</summary>
    public static SitrepScore Of(IReadOnlyList<LabelledTranscript> transcripts, IReadOnlyList<SitrepPrediction> predictions)
    {
        var byId = predictions.ToDictionary(prediction => prediction.Id);
        var pairs = transcripts
            .Select(transcript => (Labels: transcript.Labels!, Prediction: byId.GetValueOrDefault(transcript.Id) ?? new() { Id = transcript.Id }))
            .ToList();
        return new()
        {
            Steps = pairs.Select(pair => StepScore.Of(pair.Labels, pair.Prediction.CompletedSteps)).Aggregate((a, b) => a + b),
            OpenLoops = Phrases(labels => labels.OpenLoops, prediction => prediction.OpenLoops),
            ResolvedLoops = Phrases(labels => labels.ResolvedLoops, prediction => prediction.ResolvedLoops),
            Decisions = Phrases(labels => labels.Decisions, prediction => prediction.Decisions),
            Constraints = Phrases(labels => labels.Constraints, prediction => prediction.Constraints),
            RuledOut = Phrases(labels => labels.RuledOut, prediction => prediction.RuledOut),
            IntentRight = pairs.Average(pair => ContentTokens.Overlap(pair.Prediction.Intent, pair.Labels.Intent) >= Pairing.Threshold ? 1.0 : 0),
            IntentDice = pairs.Average(pair => ContentTokens.Dice(pair.Prediction.Intent, pair.Labels.Intent)),
            StageAccuracy = pairs.Average(pair => pair.Prediction.Stage == pair.Labels.Stage ? 1.0 : 0),
            EntityRecall = pairs.Average(pair => EntitiesFound(pair.Labels.Entities, pair.Prediction.ActiveEntities)),
        };

        PrecisionRecall Phrases(Func<TranscriptLabels, IReadOnlyList<LabelledPhrase>> labels, Func<SitrepPrediction, IReadOnlyList<string>> predicted) =>
            pairs.Select(pair => PhraseScore.Of(labels(pair.Labels), predicted(pair.Prediction))).Aggregate((a, b) => a + b);
    }

    private static double EntitiesFound(IReadOnlyList<string> labels, IReadOnlyList<string> predictions) =>
        Ratio.Of(labels.Count(label => predictions.Any(prediction => Names(prediction, label))), labels.Count);

    private static bool Names(string prediction, string label) =>
        prediction.Contains(label, StringComparison.OrdinalIgnoreCase)
        || (prediction.Length >= 3 && label.Contains(prediction, StringComparison.OrdinalIgnoreCase));
}
