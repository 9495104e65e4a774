namespace Trooper.Core.Context;

internal enum TermKind
{
    Word,
    Number,
    Name,
    /// <summary>Letters and digits mixed, versions, addresses, places in files: what is hard to guess and easy to lose.</summary>
    Id,
}

/// <summary>Walks over the terms of a line: runs of letters, digits and the signs that hold names together.</summary>
internal ref struct Terms(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly TermKind Kind => KindOf(Current);

    public bool MoveNext()
    {
        while (_rest.Length > 0)
        {
            var start = 0;
            while (start < _rest.Length && !char.IsAsciiLetterOrDigit(_rest[start]))
                start++;
            var end = start;
            while (end < _rest.Length && IsTermCharacter(_rest[end]))
                end++;
            Current = _rest[start..end].TrimEnd("./:-_#@%+");
            _rest = _rest[end..];
            if (Current.Length > 1)
                return true;
        }
        return false;
    }

    /// <summary>FNV-1a: the same on every run, as the order of what is kept may hang on it.</summary>
    public static ulong Hash(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    /// <summary>The hash of a text in which all numbers are taken for the same.</summary>
    public static ulong HashOfShape(ReadOnlySpan<char> text)
    {
        var hash = 14695981039346656037UL;
        var last = '\0';
        foreach (var c in text)
        {
            var shape = char.IsAsciiDigit(c) ? '0' : c;
            if (shape != '0' || last != '0')
                hash = (hash ^ shape) * 1099511628211UL;
            last = shape;
        }
        return hash;
    }

    private static bool IsTermCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/' or ':' or '-' or '#' or '@' or '%' or '+';

    private static TermKind KindOf(ReadOnlySpan<char> term)
    {
        var digits = 0;
        var letters = 0;
        var humps = 0;
        for (var i = 0; i < term.Length; i++)
        {
            if (char.IsAsciiDigit(term[i]))
                digits++;
            else if (char.IsAsciiLetter(term[i]))
                letters++;
            if (i > 0 && char.IsAsciiLetterUpper(term[i]) && char.IsAsciiLetterLower(term[i - 1]))
                humps++;
        }
        var signs = term.Length - digits - letters;
        if (digits > 0 && (letters > 0 || signs > 0) && term.Length >= 4)
            return TermKind.Id;
        if (digits > 0)
            return TermKind.Number;
        return signs > 0 || humps > 0 ? TermKind.Name : TermKind.Word;
    }
}
