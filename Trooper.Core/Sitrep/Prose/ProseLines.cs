using System.Text.RegularExpressions;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>A line that somebody wrote to be read, without its list marker.</summary>
internal readonly record struct ProseLine(string Text, Form Form, Mark Mark, bool EndsParagraph);

/// <summary>
/// Leaves out of a text what is not prose: code blocks, search-and-replace blocks, diffs, JSON, stack traces, log lines, quotations and shell sessions.
/// Lines that were only wrapped are joined again.
/// </summary>
internal static partial class ProseLines
{
    /// <summary>A line longer than this is data, whatever it looks like; the rest of a text beyond <see cref="MaxText"/> is not read.</summary>
    private const int MaxLine = 12_000;
    private const int MaxText = 48_000;

    public static List<ProseLine> Read(string text)
    {
        var lines = new List<ProseLine>();
        var skip = new Skipper();
        foreach (var range in text.AsSpan(0, Math.Min(text.Length, MaxText)).Split('\n'))
        {
            var raw = text.AsSpan()[range].TrimEnd();
            if (skip.Covers(raw))
                continue;
            if (raw.IsWhiteSpace())
                EndParagraph(lines);
            else if (raw.Length <= MaxLine)
                AddLine(lines, raw);
        }
        return lines;
    }

    private static void AddLine(List<ProseLine> lines, ReadOnlySpan<char> raw)
    {
        var indented = raw.StartsWith("    ") || raw[0] == '\t';
        var isNested = raw[0] is ' ' or '\t';
        var text = raw.Trim();
        var mark = LineMark.Take(ref text);
        var form = Form.Sentence;
        if (text.StartsWith('#') && text.TrimStart('#') is [' ', ..] heading)
        {
            form = Form.Heading;
            text = heading.Trim();
        }
        else if (text.StartsWith('|'))
            form = Form.Row;
        else if (TakeListMarker(ref text))
            form = isNested ? Form.NestedItem : Form.Item;
        else if (indented && LooksLikeCode(text))
            return;
        if (mark == Mark.None)
            mark = LineMark.Take(ref text);
        if (form == Form.Row)
            AddRow(lines, text);
        if (form == Form.Row || text.IsEmpty || LooksLikeCode(text))
            return;
        if (form == Form.Sentence && mark == Mark.None && IsContinuation(lines, text))
            lines[^1] = lines[^1] with { Text = $"{lines[^1].Text} {text}" };
        else
            lines.Add(new(text.ToString(), form, mark, EndsParagraph: form is Form.Heading));
    }

    /// <summary>A row's cells, one after the other. The line of dashes below a table's head tells that the row before it was the head.</summary>
    private static void AddRow(List<ProseLine> lines, ReadOnlySpan<char> text)
    {
        if (text.Trim("|-: ").IsEmpty)
        {
            if (lines is [.., { Form: Form.Row }])
                lines.RemoveAt(lines.Count - 1);
            return;
        }
        var cells = text.ToString().Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var said = string.Join(": ", cells.Where(cell => !cell.All(char.IsAsciiDigit)));
        if (said.Length > 0)
            lines.Add(new(said, Form.Row, Mark.None, EndsParagraph: true));
    }

    private static void EndParagraph(List<ProseLine> lines)
    {
        if (lines.Count > 0)
            lines[^1] = lines[^1] with { EndsParagraph = true };
    }

    private static bool IsContinuation(List<ProseLine> lines, ReadOnlySpan<char> text) =>
        lines.Count > 0 && lines[^1] is { EndsParagraph: false, Form: Form.Sentence or Form.Item or Form.NestedItem, Text: [.., not ('.' or '!' or '?' or ':')] } && char.IsLower(text[0]);

    private static bool TakeListMarker(ref ReadOnlySpan<char> text)
    {
        if (text is ['-' or '*' or '•' or '+', ' ', ..])
        {
            text = text[2..].TrimStart();
            return true;
        }
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 3 || digits + 1 >= text.Length || text[digits] is not ('.' or ')') || text[digits + 1] != ' ')
            return false;
        text = text[(digits + 2)..].TrimStart();
        return true;
    }

    private static bool LooksLikeCode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        if (text[0] is '{' or '}' or '<' or '$' or '❯' or '>' || text is ['/', '/', ..] || text is ['"', ..] && text.Contains("\":", StringComparison.Ordinal))
            return true;
        if (text[^1] is '{' or ';' or '}' && !text.Contains(' ') || LogLine().IsMatch(text))
            return true;
        var symbols = 0;
        foreach (var c in text)
            if (c is '{' or '}' or ';' or '=' or '<' or '>' or '\\' or '^' or '~' or '│' or '├' or '└')
                symbols++;
        return symbols * 12 > text.Length;
    }

    [GeneratedRegex(@"^(\[?\d{4}-\d\d-\d\d[T ]\d\d:|\[?\d\d:\d\d:\d\d|(\[|)(ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b(\]|:| \[)|\S+:\d+:\d+:? |\d+\.\d+\.\d+\.\d+ - )", RegexOptions.CultureInvariant)]
    private static partial Regex LogLine();
}
