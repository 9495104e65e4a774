namespace Trooper.Core.Sitrep.Prose;

/// <summary>Check-list boxes, and the emoji that agents write for them.</summary>
internal static class LineMark
{
    private static readonly (string Text, Mark Mark)[] Marks =
    [
        ("[x]", Mark.Ticked), ("[X]", Mark.Ticked), ("[ ]", Mark.Unticked),
        ("✅", Mark.Ticked), ("✔️", Mark.Ticked), ("✔", Mark.Ticked), ("✓", Mark.Ticked), ("☑", Mark.Ticked),
        ("☐", Mark.Unticked), ("⬜", Mark.Unticked), ("❌", Mark.Crossed), ("✗", Mark.Crossed), ("✘", Mark.Crossed),
    ];

    /// <summary>Takes a mark off the front of a line, a list marker before a box included.</summary>
    public static Mark Take(ref ReadOnlySpan<char> line)
    {
        var text = line is ['-' or '*' or '+', ' ', '[', ..] ? line[2..] : line;
        foreach (var (prefix, mark) in Marks)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            line = text[prefix.Length..].TrimStart();
            return mark;
        }
        return Mark.None;
    }

    /// <summary>Whether a line is an item of a check-list: a box, not an emoji.</summary>
    public static bool IsBox(ReadOnlySpan<char> line) => line.TrimStart() is ['-' or '*' or '+', ' ', '[', 'x' or 'X' or ' ', ']', ' ', ..];
}
