using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>Numbers, in digits or in words.</summary>
internal static class Numbers
{
    private static readonly WordSet Names = new("""
        zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
        twenty thirty forty fourty fifty sixty seventy eighty ninety hundred hundreds thousand million billion trillion dozen point
        negative third thirds fourth fourths quarter quarters fifth fifths sixth eighth tenth tenths hundredth
        """);

    public static bool Is(string word)
    {
        if (char.IsAsciiDigit(word[0]) || word[0] == '.')
            return true;
        var hyphen = word.IndexOf('-');
        return hyphen < 0 ? Names.Has(word) : Names.Has(word[..hyphen]) && Names.Has(word[(hyphen + 1)..]);
    }

    public static bool IsInDigits(string word) => char.IsAsciiDigit(word[0]) || word[0] == '.';

    /// <summary>"3/4" or "10-3": two numbers written as one.</summary>
    public static bool IsPair(string word) => char.IsAsciiDigit(word[0]) && word.AsSpan(1).ContainsAny('/', '-');

    /// <summary>How many numbers there are: "two hundred and five" spoken without the "and" is one.</summary>
    public static int Count(ReadOnlySpan<string> words)
    {
        var count = 0;
        var inNumber = false;
        foreach (var word in words)
        {
            var isNumber = Is(word);
            if (isNumber && (!inNumber || IsInDigits(word)))
                count += IsPair(word) ? 2 : 1;
            inNumber = isNumber;
        }
        return count;
    }
}
