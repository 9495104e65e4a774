using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Tells whether a clause says that something is wrong or waits, and not only names or describes it.</summary>
internal static class TroubleReader
{
    private const int ShortStatement = 8;

    private static readonly string[] Workings = ["reachable", "available", "working", "work", "found", "respond", "responding", "exist", "compile", "start", "running"];

    public static LoopSignal Read(Clause clause, bool fromAssistant)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            var signal = SignalOf(clause, i);
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

    private static LoopSignal SignalOf(Clause clause, int i)
    {
        var word = clause.Words[i];
        if ((word.Is(Sense.Trouble) && !IsDescription(clause, i)) || (word.Is(Sense.Defective) && IsSaidOf(clause, i)) || (word.Is(Sense.TroubleNoun) && Exists(clause, i)))
            return LoopSignal.Trouble;
        return word.Is(Sense.Waiting) && IsSaidOf(clause, i) ? LoopSignal.Waiting : LoopSignal.None;
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
        return clause.Words[before].Is(Sense.Auxiliary) || clause.WordIsAny(before, "as", "be", "looks", "seems", "remains") || EndsShortStatement(clause, i, before);
    }

    private static bool EndsShortStatement(Clause clause, int i, int before) =>
        i == clause.Words.Length - 1 && i < ShortStatement && clause.Form == Form.Sentence && !clause.Words[before].Is(Sense.Determiner | Sense.Preposition | Sense.Task);

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
        {
            if (clause.WordIsAny(i, "started", "begun", "ready") && clause.At(i) == Mood.Negated)
                return true;
            if ((clause.WordIs(i, "couldn't") && !clause.WordIsAny(i + 1, "find", "locate", "see")) || (clause.WordIsAny(i, "wasn't", "weren't") && clause.WordIs(i + 1, "able")))
                return clause.At(i) is Mood.Asserted;
        }
        return false;
    }

    /// <summary>"Cannot save while offline", "the printer isn't found".</summary>
    private static bool IsDenied(Clause clause, bool fromAssistant)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            if (clause.WordIsAny(i, "cannot", "unable") && i == 0 && !fromAssistant)
                return true;
            if (clause.Words[i].Is(Sense.Negation) && clause.Words[i].Is(Sense.Auxiliary) && !clause.IsSubordinate
                && (clause.WordIsAny(i + 1, Workings) || clause.WordIsAny(i + 2, "working", "found")))
                return clause.At(i) is Mood.Asserted;
        }
        return false;
    }
}
