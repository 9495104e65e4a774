namespace Trooper.Core.Sitrep;

/// <summary>Knows a name by its shape: <c>base_coder.py</c>, <c>DB_POOL_SIZE</c>, <c>HookSpec</c>, <c>#12</c>, <c>ABC-12</c>, <c>v2.14.0</c>, <c>12MB</c>.</summary>
internal static class EntityShape
{
    private const int MaxName = 60;
    private const int MaxExtension = 8;

    private static readonly string[] Shouted = ["NOT", "ONLY", "MUST", "NEVER", "ALL", "ANY", "YOU", "THE", "AND", "FOR", "ONE", "NOTE", "TODO", "PASS", "FAIL", "DONE", "FIXED", "THIS", "THAT", "WITH", "EACH", "YES", "NEW", "USE", "ISSUE", "TIME", "ENTER", "ALWAYS", "AVOID", "SEARCH", "GREAT", "MORE", "LESS", "BOTH", "WHAT", "WHEN", "WILL", "NOW"];

    /// <summary>The name in a word, a path's last part; empty when the word is an ordinary one.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> word)
    {
        if (char.IsAsciiLetter(word[0]) && !word[1..].ContainsAnyExceptInRange('a', 'z'))
            return default; // most words, and none of the shapes below
        if (word[0] == '/' && word.Length > 3 && word.Count('/') == 1 && !IsFile(word[1..]))
            return word;
        var name = word[(word.LastIndexOf('/') + 1)..].Trim(".:'-@%+");
        if (name.Length is < 2 or > MaxName)
            return default;
        return IsNumbered(name) || IsCompound(name) || IsAcronym(name) || IsHash(name) || IsFile(name) || IsCode(name) || IsVersion(name) || (IsPlainPath(word) && name.ContainsAnyExceptInRange('0', '9')) ? name : default;
    }

    private static bool IsNumbered(ReadOnlySpan<char> name)
    {
        if (name[0] == '#')
            return name[1..].ContainsAnyInRange('0', '9') && !name[1..].ContainsAnyExcept("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var dash = name.LastIndexOf('-');
        return dash >= 2 && dash < name.Length - 1 && char.IsAsciiLetter(name[0]) && !name[(dash + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Words joined by underscores or by capitals.</summary>
    private static bool IsCompound(ReadOnlySpan<char> name)
    {
        var letters = 0;
        var humps = 0;
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(name[i]) && name[i] is not ('_' or '.'))
                return false;
            if (char.IsAsciiLetter(name[i]))
                letters++;
            if (i > 0 && ((char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1])) || name[i] == '_'))
                humps++;
        }
        return letters > 1 && humps > 0;
    }

    private static bool IsFile(ReadOnlySpan<char> name)
    {
        var dot = name.LastIndexOf('.');
        if (dot < 1 || name.Length - dot - 1 is < 1 or > MaxExtension)
            return false;
        var extension = name[(dot + 1)..];
        return char.IsAsciiLetterLower(extension[0]) && !extension.ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789") && name[..dot].ContainsAny("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") && name is not ("e.g" or "i.e");
    }

    /// <summary>Capitals and digits mixed, such as booking codes, or an amount with its unit.</summary>
    private static bool IsCode(ReadOnlySpan<char> name)
    {
        if (name.Length is < 4 or > 12 || name.ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
            return false;
        return name.ContainsAnyInRange('A', 'Z') && name.ContainsAnyInRange('0', '9');
    }

    /// <summary>GDPR, DNS, TOML: what a text shouts whole words in is not meant.</summary>
    private static bool IsAcronym(ReadOnlySpan<char> name) =>
        name.Length is >= 3 and <= 5 && !name.ContainsAnyExceptInRange('A', 'Z') && Prose.Lexicon.Of(name) == Prose.Sense.None && !Shouted.Contains(name.ToString());

    /// <summary>The short name of a commit.</summary>
    private static bool IsHash(ReadOnlySpan<char> name) =>
        name.Length is >= 7 and <= 40 && !name.ContainsAnyExcept("0123456789abcdef") && name.ContainsAnyInRange('0', '9') && name.ContainsAnyInRange('a', 'f');

    private static bool IsVersion(ReadOnlySpan<char> name)
    {
        var digits = name[0] is 'v' or 'V' ? name[1..] : name;
        return digits.Length > 0 && char.IsAsciiDigit(digits[0]) && digits.Count('.') >= (name.Length > digits.Length ? 1 : 2) && !digits.ContainsAnyExcept("0123456789.-abcrelpht");
    }

    private static bool IsPlainPath(ReadOnlySpan<char> word) => word.Count('/') > 1 && !word.Contains(':');
}
