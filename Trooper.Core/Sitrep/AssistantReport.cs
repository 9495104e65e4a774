using Trooper.Core.Recovery;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>What an assistant's message does to the loops: which ones it opens, and whether it is an end of the work.</summary>
internal static class AssistantReport
{
    /// <summary>To have found out more is no end of a problem.</summary>
    private static readonly string[] Findings = ["reproduced", "confirmed", "verified", "validated", "recorded", "documented", "narrowed", "isolated", "reviewed"];

    private const int RepairWindow = 2;

    /// <param name="isDiagnosis">It looks into what the user reported: the trouble it finds is that one's cause.</param>
    /// <returns>Each with whether the message goes on to tell of its repair.</returns>
    public static IEnumerable<(Loop Loop, bool IsRepaired)> NewLoops(MessageReading message, bool isDiagnosis)
    {
        var isWorking = message.Calls.Count > 0 || message.Clauses.Any(IsPlan);
        var opening = message.Signals.Where(said => said.Signal is LoopSignal.Waiting || (said.Signal is LoopSignal.Trouble && !isDiagnosis));
        return opening
            .Where(said => !(isDiagnosis && message.Calls.Count > 0) && !IsConfirmation(said.Clause, message) && !IsConsequence(said.Clause, message))
            .Select(said => (said.Clause.Sentence, said.Signal, Text: LoopNaming.Of(said.Clause, message), IsRepaired: said.Signal == LoopSignal.Trouble && IsRepaired(said.Clause, message)))
            .Where(said => said.Text is not null)
            .DistinctBy(said => (said.Sentence, said.Signal))
            .Select(said => (new Loop(said.Text!, message.Index, said.Signal == LoopSignal.Waiting ? LoopKind.Waiting : isWorking ? LoopKind.Passing : LoopKind.Trouble), said.IsRepaired));
    }

    /// <summary>"One test broke: … I've updated it": what was wrong, and in the same breath what was done about it.</summary>
    private static bool IsRepaired(Clause clause, MessageReading message) =>
        message.Calls.Count == 0 && message.Clauses.Any(later => later.Sentence > clause.Sentence && later.Sentence <= clause.Sentence + RepairWindow && IsOwnRemedy(later));

    private static bool IsOwnRemedy(Clause clause) =>
        clause.Accomplishment is { Mood: Mood.Asserted } done && !clause.WordIsAny(done.Predicate, Findings) && (done.Predicate == 0 || clause.WordIsAny(done.Predicate - 1, "i", "i've", "we've"))
        && clause.Words.Any(word => clause.WordIsAnyOf(word, "it", "them", "that", "this", "those"));

    /// <summary>The assistant gives the word back, and what it said last of how things are is good.</summary>
    public static bool IsRest(MessageReading message) =>
        message.Calls.Count == 0 && !StageSignals.LastIsQuestion(message) && !message.Clauses.Any(clause => clause.WordIs(0, "until"))
        && message.Signals.LastOrDefault(said => said.Signal is LoopSignal.Trouble || IsRemedy(said.Clause, said.Signal)) is { Signal: LoopSignal.Settled };

    private static bool IsRemedy(Clause clause, LoopSignal signal) =>
        signal == LoopSignal.Settled && !(clause.Accomplishment is { } done && clause.WordIsAny(done.Predicate, Findings));

    /// <summary>A file was written. What a shell command does is not looked into: most of them only look.</summary>
    public static bool IsAttempt(ReadCall call) =>
        (call.File is not null && RepeatSafety.Of(call) != RepeatSafety.ReadOnly) || call.Command?.StartsWith("edit ", StringComparison.Ordinal) == true;

    /// <summary>"The total is off, so the bug is reproduced": what is known to be wrong, seen again.</summary>
    private static bool IsConfirmation(Clause clause, MessageReading message) =>
        message.Clauses.Any(other => other.Sentence == clause.Sentence && other.Accomplishment is { Mood: Mood.Asserted } done && other.WordIsAny(done.Predicate, Findings));

    /// <summary>"So last night's copy is unusable": said of trouble that was named already.</summary>
    private static bool IsConsequence(Clause clause, MessageReading message) =>
        clause.WordIs(0, "so") && message.Signals.TakeWhile(said => !ReferenceEquals(said.Clause, clause)).Any(said => said.Signal == LoopSignal.Trouble);

    private static bool IsPlan(Clause clause) => clause.WordIsAny(0, "i'll", "let", "let's", "rolling", "trying", "retrying") || (clause.WordIs(0, "i") && clause.WordIs(1, "will"));
}
