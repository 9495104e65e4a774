using System.Buffers;

namespace Trooper.Core.Context;

/// <summary>Tells lines of code from lines that a command printed.</summary>
internal static class CodeLine
{
    private static readonly SearchValues<string> Operators =
        SearchValues.Create([" := ", " == ", " != ", " && ", " || ", " = ", " => ", "();", "if (", "for ("], StringComparison.Ordinal);

    private static readonly string[] Openings =
        ["if ", "for ", "func ", "def ", "return ", "import ", "const ", "var ", "let ", "class ", "else", "}", "//", "case ", "public ", "private ", "type "];

    public static bool Is(ReadOnlySpan<char> line)
    {
        var text = line.Trim();
        var number = text.IndexOfAnyExceptInRange('0', '9');
        if (number > 0 && text[number] is '→' or ':' or '\t')
            text = text[(number + 1)..].TrimStart();
        if (StartsWithPlace(text))
            return false;
        if (text.Length == 0 || text[^1] is '{' or ';' or '(' or '[')
            return true;
        foreach (var opening in Openings)
        {
            if (text.StartsWith(opening, StringComparison.Ordinal))
                return true;
        }
        return text.ContainsAny(Operators);
    }

    /// <summary>A file and a line in it, as searches and compilers print before what they found there.</summary>
    private static bool StartsWithPlace(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOfAny(' ', ':');
        return colon > 0 && colon + 1 < text.Length && text[colon] == ':' && char.IsAsciiDigit(text[colon + 1]) && text[..colon].IndexOfAny('.', '/') >= 0;
    }

    /// <summary>The number that a listing gives the line, or -1.</summary>
    public static int Number(ReadOnlySpan<char> line)
    {
        var text = line.TrimStart(' ');
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 8 && text[digits] is '→' or ':' or '\t' ? int.Parse(text[..digits], System.Globalization.CultureInfo.InvariantCulture) : -1;
    }
}
