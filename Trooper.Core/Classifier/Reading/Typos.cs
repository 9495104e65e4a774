namespace Trooper.Core.Classifier.Reading;

/// <summary>
/// Puts a slip right in the words that rules turn on: one letter dropped, doubled, changed or swapped with its neighbour. Only long words with their
/// first letter in place are touched, and never one that is itself a word.
/// </summary>
internal static class Typos
{
    private const int ShortestWord = 5;

    private static readonly string[] Corrected =
    [
        "abbreviation", "acronym", "alphabetical", "antonym", "calculate", "capitalize", "celsius", "convert", "conversion", "correct", "define",
        "definition", "divided", "example", "fahrenheit", "grammar", "grams", "kilograms", "kilometers", "letters", "lowercase", "meaning", "minus",
        "minutes", "multiplied", "multiply", "ounces", "percent", "please", "plural", "pounds", "punctuation", "remind", "repeat", "sentence", "spell",
        "spelling", "square", "subtract", "synonym", "times", "uppercase",
    ];

    private static readonly WordSet RealWords = new("""
        refine defines defined definer converts covert convent convection conversation conversions repeats repent repeal repel corrects
        connect corrected spells spill spelt spiel spell shell smell swell sell spellings sentences meanings leaning moaning mean example
        examples grammars gram letter fetters reminds rewind remand squares squared squire minute minuses mines munis time tines timed
        timer tomes tires ties tides tiles pound pounded founds ounce divides divide derided plurals definitions synonyms antonyms
        acronyms abbreviations percents calculated calculates calculator subtracts kilogram kilometer kilometre kilometres pleased pleads
        lease pulses bounces pounces multiple multiplies capitalized capitalizes letterers latters betters
        """);

    private static readonly WordSet Exact = new(string.Join(' ', Corrected));

    private static readonly string[]?[] ByFirstLetter =
        [.. Enumerable.Range('a', 26).Select(letter => Corrected.Where(word => word[0] == letter).ToArray() is { Length: > 0 } words ? words : null)];

    public static string Correct(string word)
    {
        if (word.Length < ShortestWord || word[0] is < 'a' or > 'z' || ByFirstLetter[word[0] - 'a'] is not { } candidates)
            return word;
        if (Exact.Has(word) || RealWords.Has(word))
            return word;
        foreach (var candidate in candidates)
            if (IsOneSlipFrom(word, candidate))
                return candidate;
        return word;
    }

    private static bool IsOneSlipFrom(ReadOnlySpan<char> word, ReadOnlySpan<char> meant)
    {
        if (Math.Abs(word.Length - meant.Length) > 1)
            return false;
        var start = word.CommonPrefixLength(meant);
        word = word[start..];
        meant = meant[start..];
        if (word.Length < meant.Length)
            return word.SequenceEqual(meant[1..]);
        if (word.Length > meant.Length)
            return word[1..].SequenceEqual(meant);
        return word[1..].SequenceEqual(meant[1..]) || AreSwapped(word, meant);
    }

    private static bool AreSwapped(ReadOnlySpan<char> word, ReadOnlySpan<char> meant) =>
        word.Length > 1 && word[0] == meant[1] && word[1] == meant[0] && word[2..].SequenceEqual(meant[2..]);
}
