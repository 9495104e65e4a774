namespace Trooper.Core.Sitrep.Prose;

/// <summary>How a clause puts what a word of it says.</summary>
internal enum Mood
{
    Asserted,
    Negated,
    Planned,
    Conditional,
    Hedged,
    Asked,
}

internal static class MoodReader
{
    private static readonly string[] Reporting = ["indicates", "indicate", "shows", "show", "confirms", "confirm", "confirmed", "verified", "means", "says", "reports", "see", "note", "reported", "believe"];
    private const int ReachOfWithout = 3;
    private static readonly string[] Contrasts = ["but", "and", "then"];

    /// <summary>The mood of the word at <paramref name="index"/>: what stands before it in the clause decides.</summary>
    public static Mood At(this Clause clause, int index)
    {
        if (clause.IsQuestion)
            return Mood.Asked;
        if (clause.IsSubordinate || (clause.Mark == Mark.Unticked))
            return Mood.Conditional;
        var mood = Mood.Asserted;
        for (var i = 0; i < index; i++)
        {
            var word = clause.Words[i];
            if (word.Opaque)
                continue;
            if (word.Is(Sense.Condition) || IsRelative(clause, i, index) || IsInfinitive(clause, i, index))
                return Mood.Conditional;
            if (word.Is(Sense.Future))
                mood = word.Is(Sense.Negation) ? Mood.Negated : Mood.Planned;
            else if (word.Is(Sense.Hedge) && mood == Mood.Asserted)
                mood = Mood.Hedged;
            if (word.Is(Sense.Negation) && mood != Mood.Planned && IsInReach(clause, i, index))
                mood = Mood.Negated;
        }
        return mood;
    }

    /// <summary>A negation reaches to the end of its conjunct, and never past a colon: in "not slow and fixed" nothing says that it isn't fixed.</summary>
    private static bool IsInReach(Clause clause, int negation, int index)
    {
        if (clause.WordIs(negation, "not") && clause.WordIs(negation + 1, "only"))
            return false;
        if (clause.WordIs(negation, "without") && index - negation > ReachOfWithout)
            return false;
        for (var i = negation + 1; i < index; i++)
            if (clause.WordIsAny(i, Contrasts) && i + 1 < index)
                return false;
        return !clause.Text.AsSpan(clause.Words[negation].End..clause.Words[index].Start).Contains(": ", StringComparison.Ordinal);
    }

    private static bool IsRelative(Clause clause, int i, int index) =>
        i > 0 && i < index && clause.Words[i].Is(Sense.Relative) && !clause.WordIsAny(i - 1, Reporting)
        && i + 1 < clause.Words.Length && clause.Words[i + 1].Is(Sense.Auxiliary | Sense.Done | Sense.Made | Sense.Adverb | Sense.Trouble);

    private static bool IsInfinitive(Clause clause, int i, int index) =>
        clause.WordIs(i, "to") && (i + 1 == index || clause.WordIs(i + 1, "be") || (i + 1 < index && clause.Words[i + 1].Is(Sense.Task)));
}
