using System.Globalization;

namespace Trooper.Core.Context;

/// <summary>Shortens a text from its middle, with a mark that says how much is gone.</summary>
internal static class MiddleCut
{
    /// <summary>What a mark costs at most.</summary>
    public const int MarkCost = 10;

    public static string Mark(int tokens) => string.Create(CultureInfo.InvariantCulture, $"[… {tokens} tokens cut …]");

    /// <summary>The text at a cost of at most <paramref name="tokens"/>: whole, or head, mark and tail. Below <see cref="MarkCost"/> it may be empty.</summary>
    public static string To(string text, int tokens)
    {
        // A token is at most four characters here, so a longer text cannot fit and need not be measured for that.
        if (text.Length <= 4L * tokens && TokenEstimator.Cost(text) <= tokens)
            return text;
        if (tokens < MarkCost)
            return tokens < 3 ? "" : "[…]";
        var room = tokens - MarkCost;
        var head = PrefixWithin(text, room * 3 / 5);
        var tail = SuffixWithin(text, room - TokenEstimator.Cost(text.AsSpan(0, head)), head);
        var cut = TokenEstimator.Cost(text.AsSpan(head, tail - head));
        return string.Concat(text.AsSpan(0, head), Mark(cut), text.AsSpan(tail));
    }

    /// <summary>The length of the longest beginning within a cost, found by halving; never inside a surrogate pair.</summary>
    private static int PrefixWithin(string text, int tokens)
    {
        var (low, high) = (0, (int)Math.Min(text.Length, 4L * tokens));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (TokenEstimator.Cost(text.AsSpan(0, middle)) <= tokens)
                low = middle;
            else
                high = middle - 1;
        }
        return low > 0 && low < text.Length && char.IsLowSurrogate(text[low]) && char.IsHighSurrogate(text[low - 1]) ? low - 1 : low;
    }

    private static int SuffixWithin(string text, int tokens, int from)
    {
        var (low, high) = ((int)Math.Max(from, text.Length - 4L * tokens), text.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (TokenEstimator.Cost(text.AsSpan(middle)) <= tokens)
                high = middle;
            else
                low = middle + 1;
        }
        return low > 0 && low < text.Length && char.IsLowSurrogate(text[low]) && char.IsHighSurrogate(text[low - 1]) ? low + 1 : low;
    }
}
