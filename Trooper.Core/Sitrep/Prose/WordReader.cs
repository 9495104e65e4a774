using System.Buffers;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>Reads the words of a sentence. What stands in backticks, quotation marks or brackets is opaque.</summary>
internal static class WordReader
{
    private const int LongestQuotation = 40;

    private static readonly SearchValues<char> InnerMarks = SearchValues.Create("'-_./:@%+");

    public static List<Word> Read(string text)
    {
        var words = new List<Word>(text.Length / 5);
        var closing = '\0';
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c == closing)
                closing = '\0';
            else if (closing == '\0' && c == '\'' && OpensQuotation(text, i))
                closing = '\'';
            else if (closing == '\0' && ClosingOf(c) is var mark and not '\0' && text.IndexOf(mark, i + 1) > 0)
                closing = mark;
            if (!IsWordStart(text, i))
            {
                i++;
                continue;
            }
            var end = EndOf(text, i);
            // A flag is a name, whatever its letters spell: --since, -with.
            var opaque = closing != '\0' || text[i] == '-';
            words.Add(new(i, end - i, opaque ? Sense.None : Lexicon.Of(text.AsSpan(i, end - i)), opaque));
            i = end;
        }
        return words;
    }

    private static bool IsInnerMark(string text, int i) => i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])
        && (InnerMarks.Contains(text[i]) || (text[i] == ',' && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])));

    /// <summary>A mark before a word whose counterpart stands behind one soon: 'unknown', not the one of "don't".</summary>
    private static bool OpensQuotation(string text, int i)
    {
        if (i > 0 && text[i - 1] is not (' ' or '('))
            return false;
        var end = text.IndexOf('\'', i + 1);
        return end > i + 1 && end - i <= LongestQuotation && (end + 1 == text.Length || !char.IsLetterOrDigit(text[end + 1]));
    }

    private static char ClosingOf(char c) => c switch
    {
        '`' => '`',
        '"' => '"',
        '“' => '”',
        '(' => ')',
        _ => '\0',
    };

    private static bool IsWordStart(string text, int i) =>
        char.IsLetterOrDigit(text[i]) || IsFlag(text, i) || (text[i] is '#' or '_' or '.' or '/' or '~' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1]) && (i == 0 || !char.IsLetterOrDigit(text[i - 1])));

    private static bool IsFlag(string text, int i) =>
        text[i] == '-' && (i == 0 || text[i - 1] == ' ') && text.AsSpan(i).TrimStart('-') is [>= 'a' and <= 'z', ..] and var name && text.Length - i - name.Length <= 2;

    /// <summary>Marks belong to a word between its letters and digits: <c>re-run</c>, <c>base_coder.py</c>, <c>v2.14.0</c>.</summary>
    private static int EndOf(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && text[end] == '-')
            end++;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || IsInnerMark(text, end)))
            end++;
        return end;
    }
}
