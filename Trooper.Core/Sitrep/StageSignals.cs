using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>What a message tells about the stage.</summary>
internal static class StageSignals
{
    private static readonly SearchValues<string> Stuck = SearchValues.Create(["stuck", "blocked", "can't proceed", "cannot proceed", "can't continue", "cannot continue", "unable to continue", "unable to proceed", "need your", "need someone", "need access", "can't go on", "cannot go on", "can't move on", "waiting for you", "i'm waiting for", "waiting on", "lack the rights", "lack permission", "don't have permission", "don't have access"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Farewells = SearchValues.Create(["we're done", "i'm done", "that's all", "that is all", "that will be all", "that's everything", "nothing else", "all set", "no further", "no more questions", "goodbye"], StringComparison.OrdinalIgnoreCase);
    private const int MostWordsOfFarewell = 14;

    public static bool IsStuck(MessageReading message) => message.Clauses.Any(clause =>
        !clause.IsQuestion && clause.Form == Form.Sentence && clause.Has(Sense.Pronoun | Sense.Auxiliary) && clause.ContainsAny(Stuck) && IsAboutUs(clause) && !clause.Has(Sense.Made));

    public static bool Trouble(MessageReading message) => message.Signals.Any(said => said.Signal == LoopSignal.Trouble);

    public static bool LeavesOpen(MessageReading message) => message.Signals.Any(said => said.Signal == LoopSignal.Waiting);

    public static bool Success(MessageReading message) =>
        message.Clauses.Any(clause => clause.Accomplishment is { Mood: Mood.Asserted }) || message.Signals.Any(said => said.Signal is LoopSignal.Settled or LoopSignal.AllSettled or LoopSignal.NothingLeft);

    /// <summary>The agent hands in its work, content with it: what follows is only the harness's answer.</summary>
    public static bool HandsIn(MessageReading message) => (message.Clauses.Count == 0 || Success(message)) && message.Calls.Any(call => IsSubmission(call.Name) || (call.Command is { } command && IsSubmission(command[(command.LastIndexOf("&&", StringComparison.Ordinal) is >= 0 and var last ? last + 2 : 0)..].Trim())));

    private static bool IsSubmission(string name) => name is "submit" or "finish" or "attempt_completion" or "task_complete";

    /// <summary>The message ends by asking what to do; to ask whether there is anything else is only polite.</summary>
    public static bool LastIsQuestion(MessageReading message) => message.Clauses.Count > 0 && message.Clauses[^1] is { IsQuestion: true } last && !last.Contains("anything else");

    public static bool Closes(MessageReading message) => message.Clauses.Any(clause => clause.Words.Length <= MostWordsOfFarewell && !clause.IsQuestion && clause.ContainsAny(Farewells));

    /// <summary>Nothing but thanks, and nothing asked for.</summary>
    public static bool OnlyThanks(MessageReading message) =>
        message.Clauses.All(clause => !clause.IsQuestion) && message.Clauses.Any(clause => clause.WordIsAny(0, "thanks", "thank")) && message.Request is not { Strength: > Strength.Vague };

    private static bool IsAboutUs(Clause clause) => clause.WordIsAny(0, "i", "i'm", "we", "we're", "this", "work", "it's", "it") || clause.WordIsAny(2, "i", "we") || clause.Contains("i'm") || clause.Contains("waiting");
}
