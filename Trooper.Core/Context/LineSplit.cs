namespace Trooper.Core.Context;

/// <summary>Cuts a text into what is kept or left out as one: lines; of long lines, stretches; of prose, sentences, and short prose not at all.</summary>
internal static class LineSplit
{
    private const int LongLine = 200;
    private const int Stretch = 120;
    private const int LongSentence = 320;
    private const int WholeProse = 320;

    public static Line[] Split(string text, bool prose)
    {
        if (prose && text.Length <= WholeProse)
            return text.Length == 0 ? [] : [Measure(text, 0, text.Length)];
        var lines = new List<Line>();
        for (var start = 0; start < text.Length;)
        {
            var newLine = text.AsSpan(start).IndexOf('\n');
            var end = newLine < 0 ? text.Length : start + newLine + 1;
            for (; end - start > LongLine; start = lines[^1].Start + lines[^1].Length)
                lines.Add(Measure(text, start, start + (prose ? SentenceIn(text.AsSpan(start, end - start)) : BreakOf(text.AsSpan(start, Stretch)))));
            // Empty lines go with the one before them.
            while (end < text.Length && text[end] is '\n' or '\r')
                end++;
            if (start < end)
                lines.Add(Measure(text, start, end));
            start = end;
        }
        return [.. lines];
    }

    private static int SentenceIn(ReadOnlySpan<char> line)
    {
        var end = line[..Math.Min(line.Length, LongSentence)].IndexOf(". ");
        return end >= 0 ? end + 2 : line.Length <= LongSentence ? line.Length : BreakOf(line[..LongSentence]);
    }

    /// <summary>Where a long line is best broken: after a separator, else anywhere but inside a surrogate pair.</summary>
    private static int BreakOf(ReadOnlySpan<char> stretch)
    {
        var separator = stretch.LastIndexOfAny(" ,;}");
        if (separator >= stretch.Length / 3)
            return separator + 1;
        return char.IsHighSurrogate(stretch[^1]) ? stretch.Length - 1 : stretch.Length;
    }

    private static Line Measure(string text, int start, int end)
    {
        var scan = new TokenScan();
        scan.Add(text.AsSpan(start, end - start));
        return new Line { Start = start, Length = end - start, Tokens = scan.Exact };
    }
}
