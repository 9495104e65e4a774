using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Bench.Quality;

/// <summary>Compaction of labelled transcripts, built as for the local model after the last message.</summary>
internal static class RetentionRun
{
    private static readonly int[] Budgets = [2048, 6144];

    public static List<ContextPrediction> Predict(IReadOnlyList<LabelledRetention> asked, IReadOnlyDictionary<string, LabelledTranscript> transcripts) =>
        [.. asked.SelectMany(row => Budgets.Select(budget => Predict(transcripts[row.Id], budget)))];

    public static void Print(string file, IReadOnlyList<LabelledRetention> asked, IReadOnlyList<ContextPrediction> predictions, TextWriter screen, Bounds bounds)
    {
        screen.WriteLine($"{file}: {asked.Sum(row => row.Questions.Count)} facts of {asked.Count} transcripts");
        foreach (var budget in Budgets)
        {
            var score = RetentionScore.Of(asked, predictions, budget);
            bounds.Check(file, budget, score);
            screen.WriteLine(
                $"  budget {budget}  fact recall {score.Kept.Value:0.0000} ({score.Kept})  if budget ignored {score.KeptWhateverItsSize.Value:0.0000}  "
                + $"over budget {score.OverBudget}  mean tokens {score.MeanTokens:0}  where compaction is needed {score.WhereNeeded}");
            screen.WriteLine($"    by position {string.Join(", ", score.ByPosition.Select(row => $"{row.Key} {row.Value}"))}");
            screen.WriteLine($"    by place {string.Join(", ", score.ByPlace.Select(row => $"{row.Key} {row.Value}"))}");
        }
    }

    private static ContextPrediction Predict(LabelledTranscript transcript, int budget)
    {
        var messages = transcript.Messages.Select(MessageJson.Read).ToList();
        var outlines = messages.Select((message, index) =>
            new MessageOutline(index, message.Role == Role.User, TokenEstimator.Cost(message), TokenEstimator.Cost(message.Text))).ToList();
        var chosen = ContextPlan.Choose(outlines, budget).Select(position => new IndexedMessage(position, messages[position])).ToList();
        var context = Compactor.Compact(new(chosen, messages.Count, SitrepRun.Fold(messages).SteadyReport(), System: null, Tools: [], budget));
        return new(transcript.Id, budget, ContextText.Of(context));
    }
}
