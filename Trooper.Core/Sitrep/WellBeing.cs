using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Tells whether a clause says, without a word of accomplishment, that something is as it should be: it is stable, it compiles now, no error is left.</summary>
internal static class WellBeing
{
    private const int ShortStatement = 12;

    private static readonly string[] Copulas = ["looks", "look", "stays", "stay", "runs", "run", "came", "comes", "went", "feels", "turned", "seems"];
    private static readonly string[] Functions =
    [
        "works", "compiles", "builds", "loads", "renders", "starts", "boots", "responds", "resolves", "matches", "runs", "fits", "replicates", "parses", "connects", "opens", "behaves", "reports",
        "shows", "returns", "keeps", "uses", "picks", "survives", "handles",
    ];

    private static readonly string[] Again = ["now", "again", "cleanly", "correctly", "fine", "properly", "smoothly", "everywhere"];
    private static readonly string[] Absences = ["no", "without", "zero", "0"];
    private static readonly string[] Lowered = ["down", "cut", "reduced", "improved", "lowered", "shortened"];

    public static bool IsSaid(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if ((IsWell(clause, i) || GoesThrough(clause, i) || FunctionsAgain(clause, i) || IsFreeOfTrouble(clause, i) || IsImproved(clause, i) || IsAllOfThem(clause, i)) && clause.At(i) == Mood.Asserted)
                return true;
        return false;
    }

    /// <summary>"The writer now emits a mark": what was changed, told by what it does since.</summary>
    public static bool IsChange(Clause clause)
    {
        for (var i = 1; i < clause.Words.Length; i++)
            if (((clause.WordIs(i, "now") && (IsThirdPerson(clause, i + 1) || EndsStatement(clause, i))) || GoesThrough(clause, i)) && !clause.Has(Sense.Negation | Sense.Defective) && clause.At(i) == Mood.Asserted && !clause.Has(Sense.Trouble))
                return true;
        return false;
    }

    /// <summary>"The deploy is stable", "the graphs look good"; not "it is up to you" or "over 4 million rows".</summary>
    private static bool IsWell(Clause clause, int i)
    {
        if (!clause.Words[i].Is(Sense.Well) || clause.WordIsAny(0, "i'm", "i") || !EndsStatement(clause, i))
            return false;
        var before = i - 1;
        while (before >= 0 && clause.Words[before].Is(Sense.Adverb) && !clause.Words[before].Is(Sense.Auxiliary))
            before--;
        return before < 0 ? clause.WordIsAny(i, "green", "clean", "fine") : clause.Words[before].Is(Sense.Auxiliary) || clause.WordIsAny(before, Copulas) || char.IsAsciiDigit(clause.TextOf(clause.Words[before])[0]);
    }

    /// <summary>"The push went through".</summary>
    private static bool GoesThrough(Clause clause, int i) => clause.WordIs(i, "through") && clause.WordIsAny(i - 1, "went", "ran", "came", "goes", "runs", "got") && EndsStatement(clause, i);

    private static bool EndsStatement(Clause clause, int i) =>
        i + 1 == clause.Words.Length || clause.WordIsAny(i + 1, Again) || (clause.WordIs(i, "identical") && clause.WordIs(i + 1, "to")) || clause.WordIsAny(i + 1, "and", "in", "on", "at", "with", "this", "by", "after", "since", "for", "too")
        || clause.Text.AsSpan(clause.Words[i].End..clause.Words[i + 1].Start).IndexOfAny(",:;()—–") >= 0;

    /// <summary>"It compiles now", "the page loads again", "the writer now keeps the order": before the change it didn't.</summary>
    private static bool FunctionsAgain(Clause clause, int i)
    {
        if (i == 0)
            return false;
        if (clause.WordIs(i, "now"))
            return IsThirdPerson(clause, i + 1);
        var isAgain = clause.WordIs(i - 1, "now") || clause.WordIsAny(i + 1, Again) || (clause.Words.Length <= ShortStatement && clause.WordIsAny(clause.Words.Length - 1, Again));
        return isAgain && clause.WordIsAny(i, Functions);
    }

    private static bool IsThirdPerson(Clause clause, int i) =>
        i + 1 < clause.Words.Length && clause.Words[i] is { Opaque: false, Length: > 3 } word && !word.Is(Sense.Auxiliary | Sense.TroubleNoun | Sense.Waiting) && clause.TextOf(word) is [.., not 's', 's'];

    /// <summary>"No deadlock either", "ran without errors".</summary>
    private static bool IsFreeOfTrouble(Clause clause, int i)
    {
        if (!clause.WordIsAny(i, Absences) || clause.Has(Sense.Trouble))
            return false;
        for (var j = i + 1; j < Math.Min(clause.Words.Length, i + 4); j++)
            if (clause.Words[j].Is(Sense.TroubleNoun))
                return !clause.WordIsAny(j + 1, "message", "messages", "handling", "code", "codes");
        return false;
    }

    /// <summary>"Went down from 14 minutes to 3".</summary>
    private static bool IsImproved(Clause clause, int i)
    {
        if (!clause.WordIs(i, "from") || !IsNumber(clause, i + 1) || !Enumerable.Range(0, i).Any(j => clause.WordIsAny(j, Lowered)))
            return false;
        for (var j = i + 2; j < Math.Min(clause.Words.Length, i + 6); j++)
            if (clause.WordIs(j, "to") && IsNumber(clause, j + 1))
                return true;
        return false;
    }

    /// <summary>"55 of 55", "12/12".</summary>
    private static bool IsAllOfThem(Clause clause, int i)
    {
        if (!IsNumber(clause, i))
            return false;
        var word = clause.TextOf(clause.Words[i]);
        if (word.IndexOf('/') is > 0 and var slash)
            return word[..slash].SequenceEqual(word[(slash + 1)..]);
        return clause.WordIsAny(i + 1, "of", "out") && clause.WordIs(clause.WordIs(i + 1, "of") ? i + 2 : i + 3, word.ToString());
    }

    private static bool IsNumber(Clause clause, int i) => i < clause.Words.Length && char.IsAsciiDigit(clause.TextOf(clause.Words[i])[0]);
}
