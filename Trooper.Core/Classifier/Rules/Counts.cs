using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>How many of one thing are in another, where the answer never changes: days in February, sides of a hexagon, letters in a word.</summary>
internal static class Counts
{
    private static readonly WordSet Parts = new("""
        sides side corners angles edges faces vertices letters vowels consonants zeros zeroes digits days weeks months hours minutes
        seconds years cards suits items things eggs units degrees bits bytes colors colours notes quarters nickels dimes pennies cents
        inches feet people
        """);

    private static readonly WordSet Wholes = new("""
        triangle square rectangle pentagon hexagon heptagon octagon nonagon decagon dodecagon polygon circle semicircle cube pyramid
        tetrahedron octahedron dodecahedron icosahedron quadrilateral rhombus parallelogram trapezoid trapezium sphere prism alphabet
        dozen dozens gross pair score couple trio quartet deck hundred thousand million billion trillion googol quadrillion january
        february march april may june july august september october november december week weekend month year decade century millennium
        fortnight day hour minute rainbow octave dollar quarter byte nibble angle straight
        """);

    private static readonly WordSet Company = Courtesy.Words.With("""
        many number on make makes made up leap normal regular standard english non right full common from and with
        """);

    private static readonly WordSet LetterCompany = Courtesy.Words.With("""
        many number letter letters times appear appears occur occurs used contain contains on word term spelling count sentence phrase
        text following given this
        """);

    private static readonly WordSet PartsOfText = new("letters vowels consonants syllables characters words");

    public static bool Matches(Prompt prompt)
    {
        var words = Courtesy.TrimEnd(prompt.Words);
        return words.ContainsAny(["many", "number", "count"]) && (IsConstant(words) || IsInWord(words) || IsInBody(prompt));
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

    // "how many e's are there in [the word] sleeve", "how many syllables does sleeve have": the counted letters, asking words, then one word.
    private static bool IsInWord(ReadOnlySpan<string> words)
    {
        if (words is [.., "does", _, "have" or "contain"])
            words = words[..^1];
        return words.Length >= 4
            && Term.IsWord(words[^1])
            && words[..^1] is [.., "in"] or [.., "in" or "of", "the" or "a", "word"] or [.., "in", "word"] or [.., "does"]
            && CountsLetters(words[..^1]);
    }

    // "Count the vowels in the word. / Word: sleeve"
    private static bool IsInBody(Prompt prompt) => prompt.Body.Length > 0 && CountsLetters(prompt.Instruction);

    private static bool CountsLetters(ReadOnlySpan<string> words)
    {
        var counted = 0;
        foreach (var word in words)
        {
            if (PartsOfText.Has(word) || Letters.IsLetter(word))
                counted++;
            else if (!LetterCompany.Has(word))
                return false;
        }
        return counted > 0;
    }
}
