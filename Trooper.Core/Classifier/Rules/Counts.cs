using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>How many of one thing are in another, where the answer never changes: days in February, sides of a hexagon, letters in a word.</summary>
internal static class Counts
{
    private static readonly WordSet Parts = new(
        "sides side corners angles edges faces vertices letters vowels consonants zeros zeroes digits days weeks months hours minutes seconds years cards suits",
        "items things eggs units degrees bits bytes colors colours notes quarters nickels dimes pennies cents inches feet people");

    private static readonly WordSet Wholes = new(
        "triangle square rectangle pentagon hexagon heptagon octagon nonagon decagon dodecagon polygon circle semicircle cube pyramid tetrahedron octahedron",
        "dodecahedron icosahedron quadrilateral rhombus parallelogram trapezoid trapezium sphere prism",
        "alphabet dozen dozens gross pair score couple trio quartet deck hundred thousand million billion trillion googol quadrillion",
        "january february march april may june july august september october november december week weekend month year decade century millennium fortnight day hour minute",
        "rainbow octave dollar quarter byte nibble angle straight");

    private static readonly WordSet Company = Courtesy.Words.With("many number on make makes made up leap normal regular standard english non right full common from and with");

    private static readonly WordSet LetterCompany = Courtesy.Words.With("many number letter letters times appear appears occur occurs used contain contains on word words term spelling");

    private static readonly WordSet PartsOfWords = new("letters vowels consonants syllables characters");

    public static bool Matches(ReadOnlySpan<string> words)
    {
        words = Courtesy.TrimEnd(words);
        return (words.Contains("many") || words.Contains("number")) && (IsConstant(words) || IsInWord(words));
    }

    private static bool IsConstant(ReadOnlySpan<string> words)
    {
        if (!Parts.HasAny(words) || !Wholes.HasAny(words))
            return false;
        foreach (var word in words)
            if (!Parts.Has(word) && !Wholes.Has(word) && !Company.Has(word) && !Numbers.Is(word))
                return false;
        return true;
    }

    // "how many e's are there in [the word] sleeve": the counted letters, asking words, then one word.
    private static bool IsInWord(ReadOnlySpan<string> words)
    {
        if (words.Length < 4 || !Term.IsWord(words[^1]))
            return false;
        var within = words[..^1];
        if (within is not ([.., "in"] or [.., "in" or "of", "the" or "a", "word"] or [.., "in", "word"] or [.., "does"]))
            return false;
        var counted = 0;
        foreach (var word in within)
        {
            if (PartsOfWords.Has(word) || IsLetter(word))
                counted++;
            else if (!LetterCompany.Has(word))
                return false;
        }
        return counted > 0;
    }

    // "e", "es", "e's", and a doubled one such as "ss".
    private static bool IsLetter(string word) =>
        word is [_] or [_, 's'] or [_, '\'', 's'] && char.IsAsciiLetter(word[0]) && !(word is "a" or "i" or "is" or "as" or "us") || (word is [var first, var second] && first == second);
}
