using System.Buffers;
using System.Collections.Frozen;
using Trooper.Core.Classifier.Reading;

namespace Trooper.Core.Classifier.Vetoes;

/// <summary>Code, paths, files and addresses, by marks that plain English does not bear.</summary>
internal static class Code
{
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        [
            "`", "{", "}", "()", "=>", "->", "==", "!=", "<=", ">=", "&&", "||", "::", "://", "</", "/>", "//", "/*", ":=", "+=", "--", ";\n", "[]", "$(", "#!",
            "www.", "../", "./", ".com", ".org", ".io/", "<html", "<div", "printf", "console.", "\\n", "\\d", "\\w", "localhost",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> FileEndings = FrozenSet.ToFrozenSet(
        [
            "go", "cs", "js", "ts", "tsx", "jsx", "py", "rb", "rs", "java", "kt", "c", "h", "cpp", "hpp", "php", "sh", "sql", "html", "css",
            "md", "txt", "json", "jsonl", "yml", "yaml", "toml", "xml", "csv", "env", "log", "lock", "ini", "cfg", "conf", "mod",
            "pdf", "docx", "xlsx", "png", "jpg", "zip", "exe", "dll",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsFileEnding = FileEndings.GetAlternateLookup<ReadOnlySpan<char>>();

    // "PhD", "kWh" and "mL" are shorter.
    private const int ShortestIdentifier = 5;

    private static readonly WordSet Names = new("""
        GitHub YouTube iPhone iPad JavaScript TypeScript PowerPoint LinkedIn PayPal WhatsApp MySQL OpenAI ChatGPT
        """);

    private static readonly WordSet SqlVerbs = new("SELECT INSERT UPDATE DELETE FROM WHERE CREATE");

    public static bool IsIn(ReadOnlySpan<char> text)
    {
        if (text.ContainsAny(Marks) || text.TrimEnd().EndsWith(';'))
            return true;
        foreach (var range in text.SplitAny(" \t\r\n,\"'“”()?!"))
            if (IsCodeWord(text[range].TrimEnd(".:;")))
                return true;
        return IsCall(text) || IsSql(text);
    }

    private static bool IsCodeWord(ReadOnlySpan<char> word)
    {
        if (word.Length < 2)
            return false;
        var dot = word.LastIndexOf('.');
        if (dot >= 0 && dot + 1 < word.Length && IsFileEnding.Contains(word[(dot + 1)..]) && !IsAbbreviation(word))
            return true;
        if (word[0] is '/' or '@' or '~' or '#' or '-' or '$' && char.IsAsciiLetter(word[1]))
            return true;
        return IsIdentifier(word) || IsPath(word) || (word.Contains('[') && char.IsAsciiLetter(word[0]));
    }

    // "a.c." and "c.h": single letters between dots are an abbreviation, not a file.
    private static bool IsAbbreviation(ReadOnlySpan<char> word) => word.Length <= 3 && word[1] == '.';

    // snake_case and camelCase. A name wholly in capitals may be an error code that somebody asks the meaning of.
    private static bool IsIdentifier(ReadOnlySpan<char> word)
    {
        if (Names.Has(word) || word.Length < ShortestIdentifier)
            return false;
        var hasUnderscore = false;
        var hasLower = false;
        for (var i = 0; i < word.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(word[i]) && char.IsAsciiLetterLower(word[i - 1]))
                return true;
            hasUnderscore |= word[i] == '_' && i > 0 && char.IsAsciiLetter(word[i - 1]);
            hasLower |= char.IsAsciiLetterLower(word[i]);
        }
        return hasUnderscore && hasLower;
    }

    // One slash may be "and/or" or "km/h".
    private static bool IsPath(ReadOnlySpan<char> word) => word.Count('/') > 1 && char.IsAsciiLetter(word[0]);

    // A bracket at once after a name, but for "sentence(s)".
    private static bool IsCall(ReadOnlySpan<char> text)
    {
        var bracket = text.IndexOf('(');
        return bracket > 0 && char.IsAsciiLetter(text[bracket - 1]) && !text[bracket..].StartsWith("(s)");
    }

    private static bool IsSql(ReadOnlySpan<char> text)
    {
        var verbs = 0;
        foreach (var range in text.Split(' '))
            if (SqlVerbs.Has(text[range]))
                verbs++;
        return verbs > 1;
    }
}
