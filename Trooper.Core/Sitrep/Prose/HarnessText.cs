using System.Text;

namespace Trooper.Core.Sitrep.Prose;

/// <summary>
/// Takes out of a user message what the agent's program put there: tagged blocks such as <c>&lt;system-reminder&gt;…&lt;/system-reminder&gt;</c>,
/// and notices that nobody typed. What a slash command was given as its arguments was typed, and stays.
/// </summary>
internal static class HarnessText
{
    private const int MaxTagName = 40;

    /// <summary>A text longer than this was not typed, and not all of it is looked through.</summary>
    private const int MaxText = 256_000;

    private static readonly string[] Notices =
    [
        "[Request interrupted by user", "Caveat: The messages below were generated", "[Image #", "No response requested", "Stop hook feedback", "[${CLAUDE_PLUGIN_ROOT}",
    ];

    public static string Strip(string text)
    {
        if (!text.Contains('<') && !text.Contains('['))
            return text;
        if (text.Length > MaxText)
            text = text[..MaxText];
        var kept = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (rest.IndexOf('<') is >= 0 and var open)
        {
            kept.Append(rest[..open]);
            rest = rest[open..];
            if (TagName(rest) is not { IsEmpty: false } name || FindEnd(rest, name) is not (>= 0 and var end))
            {
                kept.Append('<');
                rest = rest[1..];
                continue;
            }
            if (name is "command-args" || IsTyped(name))
                kept.Append(rest[(rest.IndexOf('>') + 1)..end]);
            rest = rest[(end + name.Length + 3)..];
        }
        return WithoutNotices(kept.Append(rest).ToString());
    }

    /// <summary>So end the names of tags that hold what somebody asks for.</summary>
    private static bool IsTyped(ReadOnlySpan<char> name)
    {
        foreach (var ending in (ReadOnlySpan<string>)["description", "issue", "request", "query", "prompt", "question", "instructions", "statement"])
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>Programs name their tags with a hyphen or an underscore; HTML in what somebody writes has none.</summary>
    private static ReadOnlySpan<char> TagName(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(">\n");
        if (end is < 2 or > 200 || text[end] != '>')
            return default;
        var name = text[1..end];
        var space = name.IndexOf(' ');
        name = space < 0 ? name : name[..space];
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return default;
        return name.Length <= MaxTagName && name.IndexOfAny('-', '_') > 0 ? name : default;
    }

    private static int? FindEnd(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        Span<char> closing = stackalloc char[MaxTagName + 3];
        "</".CopyTo(closing);
        name.CopyTo(closing[2..]);
        closing[name.Length + 2] = '>';
        return text.IndexOf(closing[..(name.Length + 3)], StringComparison.Ordinal) is >= 0 and var end ? end : null;
    }

    private static string WithoutNotices(string text)
    {
        foreach (var notice in Notices)
        {
            while (text.IndexOf(notice, StringComparison.Ordinal) is >= 0 and var start)
            {
                var end = text.IndexOf('\n', start);
                text = end < 0 ? text[..start] : text.Remove(start, end - start);
            }
        }
        return text;
    }
}
