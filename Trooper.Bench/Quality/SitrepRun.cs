using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Bench.Quality;

/// <summary>The SITREP fold over labelled transcripts.</summary>
internal static class SitrepRun
{
    public static SitrepPrediction Predict(LabelledTranscript transcript)
    {
        var fold = Fold([.. transcript.Messages.Select(MessageJson.Read)]);
        var report = fold.Report();
        return new()
        {
            Id = transcript.Id,
            Intent = report.Intent,
            Stage = report.Stage,
            CompletedSteps = [.. fold.Steps.Select(step => new StepPrediction(step.Text, step.Turn))],
            OpenLoops = report.OpenLoops,
            ResolvedLoops = report.ResolvedLoops,
            Decisions = report.Decisions,
            Constraints = report.Constraints,
            RuledOut = report.RuledOut,
            ActiveEntities = report.ActiveEntities,
        };
    }

    public static SitrepFold Fold(IReadOnlyList<Message> messages)
    {
        var fold = new SitrepFold();
        for (var i = 0; i < messages.Count; i++)
            fold.Add(i, messages[i], DateTimeOffset.UnixEpoch);
        return fold;
    }

    public static void Print(string file, IReadOnlyList<LabelledTranscript> transcripts, IReadOnlyList<SitrepPrediction> predictions, TextWriter screen, Bounds bounds)
    {
        screen.WriteLine($"{file}: {transcripts.Count} transcripts");
        if (transcripts.Count == 0 || transcripts.Any(transcript => transcript.Labels is null))
            return;
        var score = SitrepScore.Of(transcripts, predictions);
        var steps = score.Steps;
        screen.WriteLine($"  completed_steps  {steps.Steps}");
        screen.WriteLine($"    {steps.Duplicates} duplicates, {steps.Ignored} optional ignored");
        screen.WriteLine($"    recall core {steps.Core.Value:0.0000}, list {steps.List}, prose {steps.Prose}");
        screen.WriteLine($"  open_loops       {score.OpenLoops}");
        screen.WriteLine($"  resolved_loops   {score.ResolvedLoops}");
        screen.WriteLine($"  decisions        {score.Decisions}");
        screen.WriteLine($"  constraints      {score.Constraints}");
        screen.WriteLine($"  ruled_out        {score.RuledOut}");
        screen.WriteLine($"  intent_right {score.IntentRight:0.0000}  intent_dice {score.IntentDice:0.0000}  stage_accuracy {score.StageAccuracy:0.0000}  entity_recall {score.EntityRecall:0.0000}");
        bounds.Check(file, score);
    }
}
