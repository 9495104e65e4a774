using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

internal enum LoopSignal
{
    None,
    Trouble,
    Waiting,
    Settled,
    AllSettled,
}

/// <summary>Tells whether a clause opens a loop, settles one, or settles all that a success can settle.</summary>
internal static class LoopSignals
{
    private const int MostWords = 40;
    private static readonly SearchValues<string> LeftOver = SearchValues.Create(["remaining", "to do", "todo", "still open", "outstanding", "known issue", "not done", "left to", "unresolved"], StringComparison.OrdinalIgnoreCase);

    public static LoopSignal Read(Clause clause, bool fromAssistant)
    {
        if (clause.IsQuestion || clause.Form is Form.Heading or Form.NestedItem || clause.IsLeadIn || clause.Words.Length > MostWords)
            return LoopSignal.None;
        if (clause.Mark == Mark.Crossed)
            return LoopSignal.Trouble;
        if (fromAssistant && clause.Form == Form.Item && IsLeftOver(clause.Lead))
            return clause.Words.Length > 1 ? LoopSignal.Waiting : LoopSignal.None;
        if (fromAssistant && IsGeneralSuccess(clause))
            return LoopSignal.AllSettled;
        if (clause.Accomplishment is { } accomplishment)
        {
            if (accomplishment.Mood == Mood.Asserted)
                return LoopSignal.Settled;
            if (accomplishment.Mood == Mood.Negated && clause.Words[accomplishment.Predicate].Is(Sense.Done))
                return clause.WordIs(0, "so") || clause.WordIsAny(accomplishment.Predicate + 1, "anything", "any") ? LoopSignal.None : LoopSignal.Waiting;
            if (accomplishment.Mood == Mood.Negated && clause.Has(Sense.Hedge))
                return LoopSignal.Trouble;
            if (accomplishment.Mood == Mood.Negated && IsStillMissing(clause, accomplishment.Predicate))
                return LoopSignal.Waiting;
        }
        var settled = clause.IndexOf(Sense.Settled);
        if (settled >= 0 && clause.At(settled) == Mood.Asserted && !clause.Has(Sense.Trouble))
            return LoopSignal.Settled;
        return Trouble(clause, fromAssistant);
    }

    /// <summary>"The index is not created", "it wasn't tested yet": a state, where "I have not changed it" tells of restraint.</summary>
    private static bool IsStillMissing(Clause clause, int predicate)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "yet", "still") || (i > 0 && i < predicate && clause.WordIsAny(i, "is", "are", "isn't", "aren't")))
                return !clause.WordIsAny(0, "i", "we", "nothing", "none");
        return false;
    }

    /// <summary>"Remaining:", "Known issues": what stands below is not done.</summary>
    private static bool IsLeftOver(Clause? lead) => lead is { Words.Length: <= 8 } && lead.ContainsAny(LeftOver);

    private static LoopSignal Trouble(Clause clause, bool fromAssistant)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            var word = clause.Words[i];
            var signal = word.Is(Sense.Trouble) && !IsDescription(clause, i) || word.Is(Sense.Defective) && IsSaidOf(clause, i) || word.Is(Sense.TroubleNoun) && Exists(clause, i) ? LoopSignal.Trouble
                : word.Is(Sense.Waiting) && IsSaidOf(clause, i) ? LoopSignal.Waiting
                : LoopSignal.None;
            if (signal == LoopSignal.None)
                continue;
            switch (clause.At(i))
            {
                case Mood.Asserted or Mood.Hedged when signal == LoopSignal.Trouble || !clause.Has(Sense.Hedge):
                    return signal;
                case Mood.Negated:
                    return LoopSignal.Settled;
            }
        }
        if (fromAssistant && IsLeftUndone(clause))
            return LoopSignal.Waiting;
        return IsDenied(clause, fromAssistant) ? LoopSignal.Trouble : LoopSignal.None;
    }

    /// <summary>"A failed job": a noun follows that the word only describes.</summary>
    private static bool IsDescription(Clause clause, int i) => i > 0 && clause.Words[i - 1].Is(Sense.Determiner | Sense.Preposition);

    /// <summary>The word is said of something, by "is", "shows as" and the like or at the statement's end: it doesn't just go with a noun.</summary>
    private static bool IsSaidOf(Clause clause, int i)
    {
        var before = i - 1;
        while (before >= 0 && clause.Words[before].Is(Sense.Adverb | Sense.Negation) && !clause.Words[before].Is(Sense.Auxiliary))
            before--;
        if (before < 0)
            return clause.Words.Length <= 3 && i == clause.Words.Length - 1;
        return clause.Words[before].Is(Sense.Auxiliary) || clause.WordIsAny(before, "as", "be", "looks", "seems", "be", "remains") && before < i
            || i == clause.Words.Length - 1 && !clause.Words[before].Is(Sense.Determiner | Sense.Preposition | Sense.Task) && clause.Form == Form.Sentence && clause.Words.Length <= 8;
    }

    /// <summary>"There is an error", "found the issue": the problem is met, not only mentioned.</summary>
    private static bool Exists(Clause clause, int i)
    {
        for (var j = Math.Max(0, i - 4); j < i; j++)
            if (clause.WordIsAny(j, "there", "there's", "found", "got", "getting", "hit", "shows"))
                return true;
        return clause.WordIs(i + 1, "found") || (i == 0 && clause.Words.Length <= 14 && clause.Text.Contains(':'));
    }

    /// <summary>"I wasn't able to run the end-to-end tests".</summary>
    private static bool IsLeftUndone(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.WordIs(i, "couldn't") || (clause.WordIsAny(i, "wasn't", "weren't") && clause.WordIs(i + 1, "able")))
                return clause.At(i) is Mood.Asserted;
        return false;
    }

    /// <summary>"Cannot exit with unstaged changes", "the host isn't reachable".</summary>
    private static bool IsDenied(Clause clause, bool fromAssistant)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            if (clause.WordIsAny(i, "cannot", "unable") && i == 0 && !fromAssistant)
                return true;
            if (clause.Words[i].Is(Sense.Negation) && clause.Words[i].Is(Sense.Auxiliary) && !clause.IsSubordinate
                && (clause.WordIsAny(i + 1, "reachable", "available", "working", "work", "found", "respond", "responding", "exist", "compile", "start", "running") || clause.WordIsAny(i + 2, "working", "found")))
                return clause.At(i) is Mood.Asserted;
        }
        return false;
    }

    /// <summary>"Done.", "All tests pass", "The fix works": says nothing of one thing, and so settles whatever was in the way.</summary>
    private static bool IsGeneralSuccess(Clause clause)
    {
        if (clause.Words.Length > 9)
            return false;
        var settled = clause.IndexOf(Sense.Settled);
        if (settled < 0 || clause.At(settled) is not (Mood.Asserted or Mood.Hedged))
            return false;
        return clause.Words.All(word => !word.Opaque && (word.Is(Sense.Stop | Sense.Settled | Sense.Adverb | Sense.Done | Sense.Hedge) || clause.WordIsAnyOf(word, "tests", "test", "task", "fix", "everything", "unit", "integration", "lint", "suite", "checks", "full", "issues", "issue", "bug", "problem", "build", "perfect")));
    }
}
