using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Rules;

/// <summary>How a word is spelled.</summary>
internal static class Spelling
{
    private const int LongestTerm = 3;

    private static readonly WordSet Pivots = new("spell spelling spelled spelt");

    private static readonly WordSet Company = Courtesy.Words.With("""
        correct correctly proper properly right way best accurate accurately standard spelling it trouble hard struggling learn should one
        use letters
        """);

    // "spell out the risks", "spell check the page".
    private static readonly WordSet OtherUses = new("out check checker checking mistake mistakes error errors bee test tests");

    // Read once as it stands, since courtesy may be what is asked about: "spell thanks".
    public static bool Matches(ReadOnlySpan<string> words) => Asks(Courtesy.TrimEnd(words)) || Asks(words);

    // "is it accross or across": two spellings of one word.
    private static bool IsChoice(ReadOnlySpan<string> words) =>
        words is ["is", "it", var one, "or", var other] && Term.IsWord(one) && Term.IsWord(other) && one.Length > 3 && one[0] == other[0] && Difference(one, other) is 1 or 2;

    /// <summary>How many letters one word has that the other lacks, or has elsewhere in the count.</summary>
    private static int Difference(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 1)
            return int.MaxValue;
        var start = one.AsSpan().CommonPrefixLength(other);
        var end = 0;
        while (end < Math.Min(one.Length, other.Length) - start && one[^(end + 1)] == other[^(end + 1)])
            end++;
        return Math.Max(one.Length, other.Length) - start - end;
    }

    private static bool Asks(ReadOnlySpan<string> words)
    {
        if (IsChoice(words))
            return true;
        var pivot = Pivots.IndexIn(words);
        if (pivot < 0)
            return false;
        return AsksFor(words[..pivot], words[(pivot + 1)..]) || IsPassive(words, pivot);
    }

    private static bool AsksFor(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        if (!Company.HasAll(before))
            return false;
        if (after is ["of" or "for", ..])
            after = after[1..];
        else if (after is ["out", "the", "word", ..])
            after = after[1..];
        if (after is [var one, "or", var other])
            return before.Contains("it") && Term.IsWord(one) && Term.IsWord(other);
        return after.Length > 0 && !OtherUses.Has(after[0]) && Term.Is(after, LongestTerm);
    }

    // "how is rhythm spelled", "how do you get rhythm spelled right": the word stands before.
    private static bool IsPassive(ReadOnlySpan<string> words, int pivot)
    {
        if (pivot < 1 || !(Company.HasAll(words[(pivot + 1)..]) || IsChoiceOfLetters(words[(pivot + 1)..])))
            return false;
        var before = Courtesy.TrimStart(words[..pivot]);
        return before switch
        {
            ["how", "is" or "do" or "would", .. var term] => Term.Is(term, LongestTerm),
            ["how" or "is", .. var term] => Term.Is(term, LongestTerm),
            _ => words[pivot] == "spelling" && Term.Is(before, 1),
        };
    }

    // "with one or two s's"
    private static bool IsChoiceOfLetters(ReadOnlySpan<string> words)
    {
        if (words is not ["with", _, ..])
            return false;
        foreach (var word in words[1..])
            if (!Numbers.Is(word) && word is not ("or" or "and" or "double") && !Letters.IsLetter(word))
                return false;
        return true;
    }
}
