namespace Trooper.Core.Sitrep.Prose;

/// <summary>A part of a statement between commas, by its words.</summary>
internal readonly record struct Segment(int First, int End)
{
    private const int LongestContrast = 6;

    public int Length => End - First;

    public static IReadOnlyList<Segment> Of(Clause clause)
    {
        var segments = new List<Segment>();
        var first = 0;
        for (var i = 1; i <= clause.Words.Length; i++)
        {
            if (i < clause.Words.Length && !clause.Text.AsSpan(clause.Words[i - 1].End, clause.Words[i].Start - clause.Words[i - 1].End).Contains(','))
                continue;
            segments.Add(new(first, i));
            first = i;
        }
        return segments;
    }

    /// <summary>"…, not the old one".</summary>
    public bool IsContrast(Clause clause) => First > 0 && Length is > 1 and <= LongestContrast && clause.WordIs(First, "not");

    public string Phrase(Clause clause)
    {
        var start = First == 0 ? (Length > 2 && clause.WordIsAny(0, "and", "but", "so") ? clause.Words[1].Start : 0) : clause.Words[First].Start;
        var end = End == clause.Words.Length ? clause.Text.Length : clause.Words[End].Start;
        return PhraseText.Clean(clause.Text.AsSpan(start..end).TrimEnd("`\"(* "));
    }
}
