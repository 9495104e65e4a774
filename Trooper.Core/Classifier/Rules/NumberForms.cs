using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>A number in another base or notation: "255 in hex", "14 in roman numerals".</summary>
internal static class NumberForms
{
    private static readonly WordSet Forms = new("decimal binary hex hexadecimal octal roman fraction percentage percent scientific words base");

    private static readonly WordSet Company = Courtesy.Words.With("""
        convert converting conversion write express change turn represent representation number numeral numerals digits system notation
        form format value as into from arabic and equivalent equals = / %
        """);

    public static bool Matches(ReadOnlySpan<string> words)
    {
        var form = Forms.IndexIn(words);
        if (form < 0 || words[0] is "is" or "does")
            return false;
        var isRoman = words.Contains("roman");
        var numbers = 0;
        foreach (var word in words)
        {
            if (Numbers.Is(word) || IsPrefixed(word) || (isRoman && IsRoman(word)))
                numbers++;
            else if (!Forms.Has(word) && !Company.Has(word))
                return false;
        }
        return numbers > 0;
    }

    // "0b1011", "0xff"
    private static bool IsPrefixed(ReadOnlySpan<char> word) => word switch
    {
        ['0', 'b', _, ..] => !word[2..].ContainsAnyExcept("01"),
        ['0', 'x', _, ..] => !word[2..].ContainsAnyExcept("0123456789abcdef"),
        _ => false,
    };

    private static bool IsRoman(ReadOnlySpan<char> word) => !word.ContainsAnyExcept("ivxlcdm") && !word.SequenceEqual("i");
}
