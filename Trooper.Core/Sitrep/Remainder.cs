using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Tells whether a clause of an assistant says that something is left to do, or left to somebody else.</summary>
internal static class Remainder
{
    /// <summary>Most clauses hold none of them, and need no closer look.</summary>
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        ["left", "remain", "missing", "short of", "yet", "still", "need", "never", "must", "has to", "have to", "can't", "cannot", "couldn't", "n't have", "not have", "lack", " no "], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Amounts = ["one", "two", "three", "four", "five", "six", "some", "few", "rest", "others", "several", "thing", "things"];
    private static readonly string[] Others = ["someone", "somebody", "admin", "administrator", "human", "team"];
    private static readonly string[] Means = ["access", "permission", "permissions", "rights", "credentials", "privileges", "password", "sudo", "token"];

    public static bool IsSaid(Clause clause)
    {
        if (!clause.ContainsAny(Signs))
            return false;
        for (var i = 0; i < clause.Words.Length; i++)
            if ((IsLeft(clause, i) || IsToCome(clause, i) || IsOthersTurn(clause, i) || IsOutOfReach(clause, i)) && (clause.WordIs(0, "which") || clause.At(i) is not (Mood.Conditional or Mood.Asked)))
                return true;
        return false;
    }

    /// <summary>"Nothing is left to do", "no open questions remain".</summary>
    public static bool IsNothing(Clause clause)
    {
        var none = clause.IndexOf(Sense.Negation);
        if (none < 0 || !clause.WordIsAny(none, "no", "nothing", "none", "zero", "there's"))
            return false;
        for (var i = none + 1; i < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "left", "remain", "remains", "remaining", "open", "outstanding"))
                return i + 1 == clause.Words.Length || clause.WordIsAny(i, "remain", "remains") || clause.WordIsAny(i + 1, "to", "here", "questions", "points", "issues", "items", "work");
        return false;
    }

    /// <summary>"30 files to go", "17 are left", "one leftover", "what remains is the producer".</summary>
    private static bool IsLeft(Clause clause, int i)
    {
        if (clause.WordIsAny(i, "leftover", "leftovers") || (clause.WordIs(i, "short") && clause.WordIs(i + 1, "of")))
            return true;
        if (clause.WordIs(i, "remaining"))
            return i == 1 && clause.WordIs(0, "the") && clause.WordIsAny(i + 1, Amounts);
        if (clause.WordIs(i, "remain"))
            return clause.WordIsAny(0, Amounts) || clause.WordIsAny(1, Amounts);
        if (clause.WordIsAny(i, "remains", "left", "missing"))
            return (i <= 2 && clause.WordIsAny(0, "what", "what's"))
                || (clause.WordIs(i, "left") && IsAmountBefore(clause, i) && !clause.Has(Sense.Negation) && !clause.WordIsAny(i - 1, "i", "we", "i've")
                    && !clause.WordIsAny(i + 1, "alone", "it", "them", "unchanged", "comments", "a"));
        return false;
    }

    /// <summary>"12 are converted, 18 files to go": progress, and no end.</summary>
    public static bool IsCountdown(Clause clause) =>
        clause.Words.Length > 3 && clause.WordIs(clause.Words.Length - 1, "go") && clause.WordIs(clause.Words.Length - 2, "to") && IsAmountBefore(clause, clause.Words.Length - 2);

    private static bool IsAmountBefore(Clause clause, int i)
    {
        for (var j = Math.Max(0, i - 3); j < i; j++)
            if (clause.WordIsAny(j, Amounts) || char.IsAsciiDigit(clause.TextOf(clause.Words[j])[0]))
                return true;
        return false;
    }

    /// <summary>"Production hasn't got it yet", "the docs still need a page", "has yet to be tagged".</summary>
    private static bool IsToCome(Clause clause, int i)
    {
        if (clause.WordIs(i, "yet"))
            return clause.WordIs(i + 1, "to") || (clause.IndexOf(Sense.Negation) is >= 0 and var not && not < i && !clause.WordIsAny(not, "no", "nothing"));
        if (clause.WordIs(i, "still") && clause.Words[Math.Max(0, i - 1)].Is(Sense.Auxiliary) && clause.WordIsAny(i + 1, "on", "in", "at", "without", "under") && !clause.WordIsAny(0, "i", "we", "i'm", "we're"))
            return true;
        if (clause.WordIsAny(i, "needs", "need") && clause.Contains(" before ") && !clause.WordIsAny(0, "i", "we", "you"))
            return true;
        if (clause.WordIs(i, "never") && clause.WordIsAny(i + 1, "arrived", "came", "answered", "replied", "finished", "reached", "started", "returned") && !clause.WordIsAny(i - 1, "i", "we"))
            return true;
        return clause.WordIs(i, "still") && (clause.WordIsAny(i + 1, "needs", "need", "requires", "lacks") || (clause.WordIsAny(i + 1, "has", "have") && clause.WordIs(i + 2, "to")) || clause.WordIs(i + 1, "to"));
    }

    /// <summary>"It has to be replaced by an admin", "someone with access must renew it".</summary>
    private static bool IsOthersTurn(Clause clause, int i) =>
        clause.WordIsAny(i, "must", "has", "have", "needs", "need") && (clause.WordIs(i, "must") || clause.WordIs(i + 1, "to")) && Enumerable.Range(0, clause.Words.Length).Any(j => clause.WordIsAny(j, Others) && (j < i || clause.WordIsAny(j - 2, "by")));

    /// <summary>"I don't have access to the vault", "I can't renew it from here".</summary>
    private static bool IsOutOfReach(Clause clause, int i)
    {
        if (!clause.Words[i].Is(Sense.Negation) || clause.IsSubordinate)
            return false;
        // "It can't be removed while it is in use": for now.
        if (clause.WordIsAny(i, "can't", "cannot") && clause.WordIs(i + 1, "be") && (clause.Contains(" while ") || clause.Contains(" until ") || clause.Contains(" as long as ")))
            return true;
        if (clause.WordIsAny(i, "can't", "cannot", "couldn't") && (clause.Contains("from here") || clause.Contains("sandbox") || clause.Contains("this environment")))
            return true;
        for (var j = i + 1; j < Math.Min(clause.Words.Length, i + 4); j++)
            if (clause.WordIsAny(j, Means))
                return clause.WordIsAny(0, "i", "we") || clause.WordIsAny(i - 1, "i", "we", "have");
        return false;
    }
}
