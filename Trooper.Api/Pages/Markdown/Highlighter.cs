using System.Text;

namespace Trooper.Api.Pages.Markdown;

/// <summary>Colours code in one pass: comments, strings, numbers and keywords get a class; all else stays as it is.</summary>
internal static class Highlighter
{
    // A quote that is never closed would be looked for again from each one behind it.
    private const int LongestString = 400;

    public static void Write(StringBuilder html, ReadOnlySpan<char> code, Language language)
    {
        while (code.Length > 0)
        {
            var (length, kind) = Next(code, language);
            if (kind is null)
                html.AddText(code[..length]);
            else
                html.Append("<span class=\"hl-").Append(kind).Append("\">").AddText(code[..length]).Append("</span>");
            code = code[length..];
        }
    }

    private static (int Length, string? Kind) Next(ReadOnlySpan<char> code, Language language)
    {
        if (Comment(code, language) is var comment and > 0)
            return (comment, "comment");
        var first = code[0];
        if (language.Quotes.Contains(first))
            return (Quoted(code, first), "string");
        if (!IsWord(first))
            return (1, null);
        var length = 1;
        while (length < code.Length && (IsWord(code[length]) || (char.IsAsciiDigit(first) && code[length] == '.')))
            length++;
        if (char.IsAsciiDigit(first))
            return (length, language.Quotes.Length > 0 ? "number" : null);
        return (length, language.Keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(code[..length]) ? "keyword" : null);
    }

    private static int Comment(ReadOnlySpan<char> code, Language language)
    {
        foreach (var mark in language.LineComments)
        {
            if (code.StartsWith(mark, StringComparison.Ordinal))
                return code.IndexOf('\n') is var end and >= 0 ? end : code.Length;
        }
        if (language.BlockComment is not (var open, var close) || !code.StartsWith(open, StringComparison.Ordinal))
            return 0;
        var closed = code[open.Length..].IndexOf(close, StringComparison.Ordinal);
        return closed < 0 ? code.Length : open.Length + closed + close.Length;
    }

    // To the closing quote, or to the end of the line where none comes: an apostrophe in prose must not colour the rest. Backticks run over lines.
    private static int Quoted(ReadOnlySpan<char> code, char quote)
    {
        for (var at = 1; at < Math.Min(code.Length, LongestString); at++)
        {
            if (code[at] == '\\')
                at++;
            else if (code[at] == quote)
                return at + 1;
            else if (code[at] == '\n' && quote != '`')
                return 1;
        }
        return 1;
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '@';
}
