using System.Text.RegularExpressions;
using Trooper.Core.Conversations;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Recovery;

/// <summary>Tells from a tool's result whether the call failed, and in which words. Not every protocol has a flag for it.</summary>
internal static partial class ToolFailure
{
    private const int MaxRead = 4000;
    private const int MaxMessage = 200;

    /// <summary>The error's most telling line, or null when the call succeeded.</summary>
    public static string? Find(ToolResultBlock result)
    {
        var text = result.Text;
        if (text.Length > MaxRead)
            text = string.Concat(text.AsSpan(0, MaxRead / 2), "\n", text.AsSpan(text.Length - (MaxRead / 2)));
        return result.IsError || SaysFailure().IsMatch(text) ? TellingLine(text) : null;
    }

    private static string TellingLine(string text)
    {
        if (text.StartsWith("The user doesn't want to proceed", StringComparison.Ordinal))
            return "rejected by the user";
        string? first = null;
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.Trim();
            if (line.Length == 0 || ExitLine().IsMatch(line) || line.StartsWith("Traceback", StringComparison.Ordinal) || line.StartsWith("File \"", StringComparison.Ordinal))
                continue;
            if (Telling().IsMatch(line))
                return PhraseText.Shorten(Tag().Replace(line, ""), MaxMessage);
            first ??= line;
        }
        return PhraseText.Shorten(Tag().Replace(first ?? text.Trim(), ""), MaxMessage);
    }

    [GeneratedRegex(@"\A\s*(<tool_use_error>|Error\b|error:|Exit code [1-9]|FATAL\b|Traceback \()|""exit_code"":\s*[1-9]|\bexited with code [1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex SaysFailure();

    [GeneratedRegex(@"\b(error|fatal|fail(ed|ure)?|denied|refused|exception|not found|cannot|can't|timed out|required|invalid|missing|panic)\b|Error:|Exception:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Telling();

    [GeneratedRegex(@"^(Exit code \d+|\[\w+\] .*task failed.*|\[\w+\] \$ .*|\d+ failed)$", RegexOptions.CultureInvariant)]
    private static partial Regex ExitLine();

    [GeneratedRegex("</?tool_use_error>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
