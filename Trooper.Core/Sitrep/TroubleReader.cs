using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Tells whether a clause says that something is wrong or waits, and not only names or describes it.</summary>
internal static class TroubleReader
{
    private const int ShortStatement = 8;

    private static readonly string[] Showings = ["shows", "show", "has", "have", "got", "gives", "displays", "prints", "sends", "sent", "uses", "contains", "says", "returns", "received", "gets"];
    private static readonly string[] Plurals = ["choke", "hang", "crash", "break", "stall", "freeze", "die", "abort", "misbehave", "leak", "lack", "collide", "overlap", "conflict", "clash", "panic", "deadlock", "flicker", "bounce"];

    private static readonly string[] Workings = ["reachable", "available", "working", "work", "found", "respond", "responding", "exist", "compile", "start", "running"];

    /// <summary>What somebody says who meets a problem.</summary>
    private static readonly string[] Meetings =
    [
        "there", "there's", "found", "got", "getting", "hit", "shows", "introduced", "has", "have", "had", "caused", "causes", "gives", "gave", "produces", "produced", "raises", "raised",
        "encountered", "see", "seeing", "reports", "reveals", "revealed", "contains", "get", "gets", "says", "throws", "showing",
    ];

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
                case Mood.Conditional when signal == LoopSignal.Waiting && OpensWithQuestionWord(clause):
                    return signal;
                case Mood.Negated:
                    return LoopSignal.Settled;
            }
        }
        if (fromAssistant && IsLeftUndone(clause))
            return LoopSignal.Waiting;
        return Complaint.IsSaid(clause, fromAssistant) || IsDenied(clause, fromAssistant) ? LoopSignal.Trouble : LoopSignal.None;
    }

    private static LoopSignal SignalOf(Clause clause, int i)
    {
        var word = clause.Words[i];
        var isTrouble = word.Is(Sense.Trouble) && !IsDescription(clause, i);
        var isDefect = word.Is(Sense.Defective) && (IsSaidOf(clause, i) || IsThere(clause, i));
        var isProblem = word.Is(Sense.TroubleNoun) && (Exists(clause, i) || Clashes(clause, i));
        if (isTrouble || isDefect || isProblem || IsPluralTrouble(clause, i) || ErrorName.IsStatus(clause, i) || IsOutOf(clause, i))
            return LoopSignal.Trouble;
        if (clause.WordIs(i, "stopped") && clause.WordIsAny(i + 1, "at", "with", "on") && i > 0 && !clause.WordIsAny(i - 1, "i", "we", "i've", "we've"))
            return LoopSignal.Trouble;
        if (ErrorName.Is(clause.TextOf(word)) && !word.Opaque && (i <= 1 || clause.WordIs(i - 1, "with") || Exists(clause, i)))
            return LoopSignal.Trouble;
        return word.Is(Sense.Waiting) && IsSaidOf(clause, i) ? LoopSignal.Waiting : LoopSignal.None;
    }

    /// <summary>"Two plugins choke", "the workers hang": of many the verb has its plain form.</summary>
    private static bool IsPluralTrouble(Clause clause, int i) =>
        i > 0 && clause.Words[i - 1] is { Opaque: false, Length: > 3 } before && (before.Sense & ~Sense.TroubleNoun) == Sense.None
        && clause.TextOf(before) is [.., not 's', 's'] && clause.WordIsAny(i, Plurals) && clause.IndexOf(Sense.Future) < 0;

    /// <summary>"A failed job": a noun follows that the word only describes.</summary>
    private static bool IsDescription(Clause clause, int i) => i > 0 && clause.Words[i - 1].Is(Sense.Determiner | Sense.Preposition);

    /// <summary>The word is said of something, by "is", "shows as" and the like or at the statement's end: it doesn't just go with a noun.</summary>
    private static bool IsSaidOf(Clause clause, int i)
    {
        // "Arrived with a cracked lid", "shows the wrong date": what is wrong goes with the noun, and is the news all the same.
        if (clause.Words[i - (i > 0 ? 1 : 0)].Is(Sense.Determiner) && (clause.WordIs(i - 2, "with") || (clause.WordIsAny(i - 2, Showings) && clause.WordIsAny(i, "wrong", "incorrect", "invalid", "broken", "blank", "duplicate", "stale", "outdated"))))
            return true;
        if (clause.WordIs(i, "down") && clause.WordIsAny(i + 1, "from", "to", "by"))
            return false;
        var before = i - 1;
        while (before >= 0 && clause.Words[before].Is(Sense.Adverb | Sense.Negation) && !clause.Words[before].Is(Sense.Auxiliary))
            before--;
        if (before < 0)
            return clause.Words.Length <= 3 && i == clause.Words.Length - 1;
        return clause.Words[before].Is(Sense.Auxiliary) || clause.WordIsAny(before, "as", "be", "looks", "seems", "remains", "arrived", "came", "got") || EndsShortStatement(clause, i, before) || IsHeadline(clause, i, before);
    }

    /// <summary>"Java blocked on the signing key": a name, its state, and what the state is about.</summary>
    private static bool IsHeadline(Clause clause, int i, int before) =>
        before == i - 1 && before <= 2 && i + 1 < clause.Words.Length && clause.WordIsAny(i + 1, "on", "by", "in", "at", "for", "until")
        && !clause.Words[before].Is(Sense.Determiner | Sense.Preposition | Sense.Task | Sense.Condition | Sense.Pronoun) && clause.IndexOf(Sense.Auxiliary) < 0;

    /// <summary>"The replica is out of sync".</summary>
    private static bool IsOutOf(Clause clause, int i) =>
        clause.WordIs(i, "out") && clause.WordIs(i + 1, "of") && clause.WordIsAny(i + 2, "sync", "date", "memory", "stock", "disk", "space", "quota", "order", "range", "inodes", "credit")
        && i > 0 && (clause.Words[i - 1].Is(Sense.Auxiliary | Sense.Adverb) || clause.WordIsAny(i - 1, "runs", "ran", "run", "running", "goes", "went"));

    private static bool EndsShortStatement(Clause clause, int i, int before) =>
        i == clause.Words.Length - 1 && i < ShortStatement && clause.Form == Form.Sentence && !clause.Words[before].Is(Sense.Determiner | Sense.Preposition | Sense.Task);

    /// <summary>"There is an error", "found the issue": the problem is met, not only mentioned.</summary>
    private static bool Exists(Clause clause, int i)
    {
        for (var j = Math.Max(0, i - 4); j < i; j++)
            if (clause.WordIsAny(j, Meetings))
                return true;
        return clause.WordIs(i + 1, "found") || IsCounted(clause, i) || (i == 0 && clause.Words.Length <= 14 && clause.Text.Contains(':'));
    }

    /// <summary>"Two failures are left", "3 errors".</summary>
    private static bool IsCounted(Clause clause, int i)
    {
        for (var j = Math.Max(0, i - 2); j < i; j++)
            if (clause.WordIsAny(j, "two", "three", "four", "five", "six", "several") || (char.IsAsciiDigit(clause.TextOf(clause.Words[j])[0]) && !clause.WordIs(j, "0")))
                return true;
        return false;
    }

    /// <summary>"There's a circular import".</summary>
    private static bool IsThere(Clause clause, int i) => clause.WordIs(i - 2, "there's") || (clause.WordIs(i - 3, "there") && clause.WordIsAny(i - 2, "is", "was"));

    /// <summary>"Migration 42 conflicts with 41": here the noun is the verb.</summary>
    private static bool Clashes(Clause clause, int i) =>
        i > 0 && clause.WordIsAny(i + 1, "with", "in") && clause.WordIsAny(i, "conflicts", "conflict") && !clause.Words[i - 1].Is(Sense.Determiner | Sense.Preposition | Sense.Future | Sense.TroubleNoun);

    /// <summary>"How many were sent twice is unknown": the question is what is spoken of.</summary>
    private static bool OpensWithQuestionWord(Clause clause) =>
        !clause.IsSubordinate && clause.WordIsAny(0, "how", "whether", "why", "where", "what", "who", "which") && clause.IndexOf(Sense.Condition, 1) < 0;

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
