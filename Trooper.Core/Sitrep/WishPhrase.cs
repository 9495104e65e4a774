using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Cuts what a user wishes for down to a phrase.</summary>
internal static class WishPhrase
{
    private const int MaxLength = 110;
    private const int ShortText = 30;
    private const int MaxFirst = 84;

    private static readonly string[] Connectives = ["before", "after", "when", "so", "that", "if", "as", "because", "which", "and", "but", "since", "while"];

    public static string Join(string first, string second) =>
        first.Length > MaxFirst || first.EndsWith('…') ? first : PhraseText.Shorten($"{first} and {char.ToLowerInvariant(second[0])}{second[1..]}", MaxLength);

    /// <summary>What led over to the part that was cut goes with it.</summary>
    private static string WithoutLastWord(string text) =>
        text.LastIndexOf(' ') is > 0 and var space && Connectives.Contains(text[(space + 1)..]) ? text[..space] : text;

    /// <summary>", and return the lamp": what is wished for beside it, behind the aside.</summary>
    private static string GoingOn(string text, int aside) =>
        text.IndexOf(", and ", aside, StringComparison.Ordinal) is > 0 and var more && Lexicon.Of(FirstWord(text.AsSpan(more + 6))).HasFlag(Sense.Task) ? text[(more + 1)..] : "";

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text) => text.IndexOf(' ') is > 0 and var end ? text[..end] : text;

    /// <summary>A wish without its asides and examples.</summary>
    public static string Shorten(string text)
    {
        if (text.IndexOf('(') is > 0 and var open && text.IndexOf(')', open) is > 0 and var close)
            text = text.Remove(open, close - open + 1).Replace(" -> ", " ", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal);
        foreach (var aside in (ReadOnlySpan<string>)[" I'm ", " I am ", " I ", " we're "])
            if (text.IndexOf(aside, StringComparison.Ordinal) is > ShortText and var at)
                text = WithoutLastWord(text[..at]) + GoingOn(text, at);
        var comma = text.IndexOf(", ", StringComparison.Ordinal);
        var isAside = comma > 40 && text.AsSpan(0, comma).Count('(') == text.AsSpan(0, comma).Count(')');
        return PhraseText.Shorten((isAside ? text[..comma] : text.TrimEnd('?')).Trim(), MaxLength);
    }
}
