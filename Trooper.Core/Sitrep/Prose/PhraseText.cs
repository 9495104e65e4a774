using System.Text;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>Makes a piece of prose fit to stand alone as a phrase.</summary>
internal static class PhraseText
{
    public const int MaxLength = 160;

    /// <summary>Drops Markdown's emphasis, code marks and links, collapses white space and trims loose punctuation.</summary>
    public static string Clean(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
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
                clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return Shorten(clean.ToString().Trim(' ', ',', ';', ':', '.', '—', '–', '-', '|', '!'));
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
