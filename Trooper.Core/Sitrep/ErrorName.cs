using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Knows an error by the name or the number that a program gives it.</summary>
internal static class ErrorName
{
    /// <summary>"Dies with 403", "returns 500": a status of HTTP that tells of an error.</summary>
    public static bool IsStatus(Clause clause, int i) =>
        clause.Words[i] is { Length: 3, Opaque: false } && clause.TextOf(clause.Words[i]) is ['4' or '5', '0' or '1' or '2' or '3', >= '0' and <= '9']
        && clause.WordIsAny(i - 1, "with", "as", "a", "returns", "returned", "gives", "gets", "get", "got", "status", "http", "code", "error", "answers", "throws", "responds");

    /// <summary>A program's name for an error: <c>KeyError</c>, <c>E0502</c>.</summary>
    public static bool Is(ReadOnlySpan<char> word) =>
        IsConstant(word) || IsNumbered(word)
        || (word.Length > 7 && (word.EndsWith("Error", StringComparison.Ordinal) || word.EndsWith("Exception", StringComparison.Ordinal) || word.EndsWith("Warning", StringComparison.Ordinal)));

    private static bool IsNumbered(ReadOnlySpan<char> word) => word is ['E' or 'C', >= '0' and <= '9', _, _, ..] && word[1..].IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary><c>DEADLINE_EXCEEDED</c>, <c>ECONNREFUSED</c>.</summary>
    private static bool IsConstant(ReadOnlySpan<char> word)
    {
        if (word.Length < 6 || word.IndexOfAnyExceptInRange('A', 'Z') is >= 0 and var at && word[at] != '_')
            return false;
        foreach (var ending in (ReadOnlySpan<string>)["EXCEEDED", "ERROR", "FAILED", "FAILURE", "DENIED", "TIMEOUT", "REFUSED", "UNAVAILABLE", "INVALID", "EXHAUSTED", "RESET"])
            if (word.EndsWith(ending, StringComparison.Ordinal))
                return true;
        return word is "EACCES" or "ENOENT" or "ENOSPC" or "EPIPE" or "EADDRINUSE" or "EMFILE" or "ETIMEDOUT";
    }
}
