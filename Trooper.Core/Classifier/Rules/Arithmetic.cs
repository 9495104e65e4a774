using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>A sum to work out: numbers, something to do with them, and nothing else.</summary>
internal static class Arithmetic
{
    private static readonly WordSet BinaryOperations = new("""
        + - * / ^ x % plus minus times over add adding added subtract subtracting subtracted multiply multiplying multiplied divide
        dividing divided percent percentage sum difference product quotient remainder mod modulo power average mean total tip root half
        third thirds quarter quarters fifth fifths tenth tenths fraction less away
        """);

    private static readonly WordSet UnaryOperations = new("""
        squared cubed root factorial half double triple doubled tripled halved square cube log reciprocal
        """);

    private static readonly WordSet Company = Courtesy.Words.With("""
        calculate calculation compute computing solve solving solution work evaluate equation expression sum math maths problem answer
        result value equal equals = come number numbers by and from on into off together up of the between raised sq many make makes when
        you this these given take total st nd rd th first second third $ dollar dollars buck bucks cents euros pounds bill it following
        """);

    public static bool Matches(ReadOnlySpan<string> words)
    {
        var numbers = Numbers.Count(words);
        if (numbers == 0 || words.Length < 2 || StatesItsResult(words) || !IsAllArithmetic(words))
            return false;
        return UnaryOperations.HasAny(words) || (numbers > 1 && (BinaryOperations.HasAny(words) || HasPair(words)));
    }

    private static bool HasPair(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (Numbers.IsPair(word))
                return true;
        return false;
    }

    private static bool IsAllArithmetic(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            // An x is a sign between numbers, and an unknown anywhere else.
            var isKnown = word == "x"
                ? i > 0 && i + 1 < words.Length && Numbers.Is(words[i - 1]) && Numbers.Is(words[i + 1])
                : Numbers.Is(word) || BinaryOperations.Has(word) || UnaryOperations.Has(word) || Company.Has(word);
            if (!isKnown)
                return false;
        }
        return true;
    }

    // "four plus five equals nine" asks nothing; whether it is right would have to be judged.
    private static bool StatesItsResult(ReadOnlySpan<string> words)
    {
        var equals = words.IndexOfAny("=", "equals", "equal");
        return words[0] is "is" or "does" or "are" || (equals > 0 && equals + 1 < words.Length && Numbers.Is(words[equals + 1]));
    }
}
