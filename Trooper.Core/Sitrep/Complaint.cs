using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Tells whether a clause complains by how it is built, with no word for trouble in it: what goes on still, what is done no more, what a thing does that it shouldn't.</summary>
internal static class Complaint
{
    private const int LongComplaint = 24;
    private const int Opening = 8;

    private static readonly string[] Misdeeds = ["drops", "ignores", "skips", "swallows", "forgets", "truncates", "duplicates", "kills", "stops", "hides", "eats", "doubles", "disappears", "vanishes"];
    private static readonly string[] Allowed = ["matter", "need", "have", "want", "mind", "make", "be", "change", "touch", "require"];
    /// <summary>To go on with these is as it should be.</summary>
    private static readonly string[] Lasting = ["runs", "supports", "allows", "applies", "holds", "exists", "lets", "compiles", "respects", "matches", "covers", "keeps", "stays", "makes", "handles", "honors", "honours", "fits", "needs", "wants", "starts", "builds"];

    public static bool IsSaid(Clause clause, bool fromAssistant) =>
        Persists(clause) || IsLost(clause) || IsWorse(clause) || (!fromAssistant && (IsMisdeed(clause) || IsDoneTo(clause) || clause.Contains("even when ")));

    /// <summary>"The view still counts deleted rows": what should have changed has not.</summary>
    private static bool Persists(Clause clause)
    {
        for (var i = 1; i + 1 < clause.Words.Length && clause.Form == Form.Sentence; i++)
            if (clause.WordIs(i, "still") && clause.At(i + 1) == Mood.Asserted && !clause.WordIsAny(i - 1, "else", "others", "rest"))
                return IsFinite(clause, i + 1) && !clause.Words[i + 1].Is(Sense.Settled | Sense.Waiting) && !clause.WordIsAny(i + 1, Lasting) && !clause.WordIsAny(0, "i", "we", "you");
        return false;
    }

    /// <summary>A verb in the third person, or a number or a negation behind a bare "still".</summary>
    private static bool IsFinite(Clause clause, int i) =>
        clause.Words[i].Is(Sense.Negation) || char.IsAsciiDigit(clause.TextOf(clause.Words[i])[0]) || clause.WordIsAny(i, "empty", "there", "get", "see")
        || (clause.Words[i] is { Opaque: false, Length: > 3 } word && clause.TextOf(word) is [.., not 's', 's']);

    /// <summary>"The parser drops blank values", "it doesn't reach the end": from a user a complaint, where an assistant may only describe.</summary>
    private static bool IsMisdeed(Clause clause)
    {
        if (clause.IsSubordinate || clause.Words.Length > LongComplaint)
            return false;
        for (var i = 1; i + 1 < clause.Words.Length; i++)
            if ((clause.WordIsAny(i, Misdeeds) || (clause.WordIsAny(i, "doesn't", "won't", "didn't") && !clause.WordIsAny(i + 1, Allowed))) && !clause.WordIsAny(i - 1, "i", "we", "you", "that", "which", "and", "or"))
                return i < Opening && clause.At(i) is Mood.Asserted or Mood.Planned;
            else if (clause.WordIsAny(i, "keeps", "keep", "kept") && clause.TextOf(clause.Words[i + 1]).EndsWith("ing") && !clause.Words[i - 1].Is(Sense.Pronoun | Sense.Future))
                return i < Opening;
        return false;
    }

    /// <summary>"I was charged twice".</summary>
    private static bool IsDoneTo(Clause clause) =>
        clause.WordIsAny(0, "i", "we", "i've", "we've") && clause.WordIsAny(1, "was", "were", "got", "been") && clause.Words.Any(word => clause.WordIsAnyOf(word, "twice", "wrongly", "double", "mistakenly"));

    /// <summary>"The menu doesn't close any more": once it did.</summary>
    private static bool IsLost(Clause clause)
    {
        var not = clause.IndexOf(Sense.Negation);
        return not > 0 && clause.Words[not].Is(Sense.Auxiliary) && (clause.Contains("any more") || clause.Contains("anymore") || clause.Contains("any longer"))
            && !clause.Has(Sense.Trouble | Sense.TroubleNoun) && !clause.WordIsAny(not - 1, "i", "we") && !clause.WordIsAny(not + 1, "need", "needed", "happen") && clause.At(not) == Mood.Asserted;
    }

    /// <summary>"The shadows look heavier than before".</summary>
    private static bool IsWorse(Clause clause)
    {
        for (var i = 1; i + 1 < clause.Words.Length; i++)
            if (clause.WordIs(i, "than") && clause.WordIsAny(i - 1, "slower", "heavier", "worse", "longer", "bigger", "larger", "noisier", "uglier"))
                return clause.WordIsAny(i + 1, "before", "expected", "usual", "it", "the") && clause.At(i) == Mood.Asserted && clause.IndexOfWord("no") < 0;
        return false;
    }
}
