using System.Buffers;

namespace Trooper.Core.Context;

/// <summary>Whether a line speaks of something that went wrong.</summary>
internal static class Alarm
{
    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["error", "fail", "exception", "panic", "fatal", "denied", "refused", "timeout", "timed out", "undefined", "unexpected", "not found", "no such",
         "cannot", "can't", "could not", "invalid", "missing", "traceback", "conflict", "reject", "mismatch", "warning", "did you mean", "unable", "forbidden"],
        StringComparison.OrdinalIgnoreCase);

    public static bool IsRaised(ReadOnlySpan<char> line)
    {
        for (var rest = line; rest.IndexOfAny(Words) is var at and >= 0; rest = rest[(at + 1)..])
        {
            if (StandsAlone(rest, at) || EndsName(rest, at))
                return true;
        }
        return IsDiagnosis(line);
    }

    /// <summary>A file with line and column, as compilers and linters begin their complaints.</summary>
    private static bool IsDiagnosis(ReadOnlySpan<char> line)
    {
        var place = line.TrimStart();
        var end = place.IndexOf(' ');
        if (end < 0 || place[end - 1] != ':')
            return false;
        place = place[..(end - 1)];
        var column = place.LastIndexOf(':');
        return column > 0 && !place[(column + 1)..].ContainsAnyExceptInRange('0', '9') && char.IsAsciiDigit(place[column - 1])
            && place[..column].LastIndexOf(':') > 0;
    }

    private static bool StandsAlone(ReadOnlySpan<char> text, int at) =>
        (at == 0 || !IsNamePart(text[at - 1])) && text[at..].IndexOfAny('_', ' ') is var end && (end < 0 || text[at + end] == ' ');

    /// <summary>As in "SyntaxError:", but not in the middle of a name or before an opening parenthesis.</summary>
    private static bool EndsName(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || !char.IsAsciiLetterLower(text[at - 1]) || !char.IsAsciiLetterUpper(text[at]))
            return false;
        var end = text[at..].IndexOfAnyExcept(NameParts);
        return end < 0 || text[at + end] is ':' or ' ';
    }

    private static readonly SearchValues<char> NameParts =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '.';
}
