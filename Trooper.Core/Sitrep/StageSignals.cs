using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>What a message tells about the stage.</summary>
internal static class StageSignals
{
    private static readonly SearchValues<string> Stuck = SearchValues.Create(["stuck", "blocked", "can't proceed", "cannot proceed", "can't continue", "cannot continue", "unable to continue", "unable to proceed", "need your", "waiting for you", "waiting on", "without user input"], StringComparison.OrdinalIgnoreCase);

    public static bool IsStuck(MessageReading message) => message.Clauses.Any(clause =>
        !clause.IsQuestion && clause.Form == Form.Sentence && clause.Has(Sense.Pronoun | Sense.Auxiliary) && clause.ContainsAny(Stuck) && IsAboutUs(clause) && !clause.Has(Sense.Made));

    public static bool Trouble(MessageReading message) => message.Signals.Any(said => said.Signal == LoopSignal.Trouble);

    public static bool LeavesOpen(MessageReading message) => message.Signals.Any(said => said.Signal == LoopSignal.Waiting);

    public static bool Success(MessageReading message) => message.Clauses.Any(clause => clause.Accomplishment is { Mood: Mood.Asserted });

    public static bool LastIsQuestion(MessageReading message) => message.Clauses.Count > 0 && message.Clauses[^1].IsQuestion;

    public static bool Closes(MessageReading message) => message.Clauses.Any(clause =>
        clause.Words.Length <= 14 && (clause.Contains("we're done") || clause.Contains("that's all") || clause.Contains("that is all") || clause.Contains("that will be all") || clause.Contains("nothing else") || clause.Contains("all set")));

    private static bool IsAboutUs(Clause clause) => clause.WordIsAny(0, "i", "i'm", "we", "we're", "this", "work", "it's", "it") || clause.Contains("i'm") || clause.Contains("waiting");
}
