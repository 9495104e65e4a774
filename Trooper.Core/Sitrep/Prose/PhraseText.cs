namespace Trooper.Core.Sitrep.Prose;

/// <summary>Makes a piece of prose fit to stand alone as a phrase.</summary>
internal static class PhraseText
{
    public const int MaxLength = 160;

    private const int ShortText = 256;

    /// <summary>Drops Markdown's emphasis, code marks and links, collapses white space and trims loose punctuation.</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        Span<char> clean = text.Length <= ShortText ? stackalloc char[ShortText] : new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '`' || (c is '*' && !IsBetweenSpaces(text, i)))
                continue;
            if (c == ']' && i + 1 < text.Length && text[i + 1] == '(' && text[i..].IndexOf(')') is > 0 and var end && text.Slice(i, end).Contains('/'))
            {
                i += end;
                continue;
            }
            if (c == '[' && text[i..].IndexOf("](", StringComparison.Ordinal) > 0)
                continue;
            if (!char.IsWhiteSpace(c))
                clean[length++] = c;
            else if (length > 0 && clean[length - 1] != ' ')
                clean[length++] = ' ';
        }
        var said = clean[..length].Trim(" ,;:.—–-|!");
        // An aside, whole: without its brackets it stands alone.
        if (said is ['(', .., ')'] && said[1..].IndexOf('(') < 0)
            said = said[1..^1];
        return Shorten(said.ToString());
    }

    /// <summary>Cuts a phrase at a word's end when it is longer than a list's entry may be.</summary>
    public static string Shorten(string text, int length = MaxLength)
    {
        if (text.Length <= length)
            return text;
        var cut = text.LastIndexOf(' ', length - 1);
        return text[..(cut > length / 2 ? cut : length - 1)].TrimEnd(' ', ',', ';', ':', '-') + "…";
    }

    private static bool IsBetweenSpaces(ReadOnlySpan<char> text, int index) =>
        index > 0 && text[index - 1] == ' ' && index + 1 < text.Length && text[index + 1] == ' ';
}
