using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Finds in a user's message what a change made worse, or left undone: what is now, against what ought to be.</summary>
internal static class Aftermath
{
    private const int LeastWords = 4;

    private static readonly string[] Duties = ["should", "shouldn't", "supposed", "expected", "ought"];
    private static readonly string[] Speakers = ["i", "we", "i'm", "i've", "we've", "i'll"];

    public static string? Find(MessageReading message)
    {
        if (Contradiction(message.Clauses) is { } contradiction)
            return contradiction;
        if (message.Index == 0 || !message.IsEnglish)
            return null;
        return (HalfCured(message.Clauses) ?? (message.Feedback == Feedback.None ? message.Clauses.FirstOrDefault(IsForTheWorse) : null))?.Phrase;
    }

    /// <summary>"It shows for all, but it should for staff".</summary>
    private static string? Contradiction(IReadOnlyList<Clause> clauses)
    {
        for (var i = 1; i < clauses.Count; i++)
            if (clauses[i] is { IsQuestion: false } clause && clauses[i - 1].Sentence == clause.Sentence
                && clause.WordIsAny(0, "but", "where", "although", "though") && clause.Words.Any(word => clause.WordIsAnyOf(word, Duties)))
                return PhraseText.Shorten($"{clauses[i - 1].Phrase}, {clause.Text}");
        return null;
    }

    /// <summary>"Loads now, but all items are blue": the second half.</summary>
    private static Clause? HalfCured(IReadOnlyList<Clause> clauses) =>
        clauses is [var cured, { IsQuestion: false, Words.Length: >= LeastWords } left, ..] && left.Sentence == cured.Sentence && left.WordIs(0, "but")
        && WishVerb.Find(left) < 0 && FeedbackReader.IsNow(cured) ? left : null;

    /// <summary>"Now the bars disappear", "it says 1 now instead of 0": from somebody who would else say that it is well.</summary>
    private static bool IsForTheWorse(Clause clause) =>
        clause is { IsQuestion: false, IsSubordinate: false, Words.Length: >= LeastWords } && clause.IndexOfWord("now") >= 0 && !IsOfSpeaker(clause)
        && !clause.Words[0].Is(Sense.Task) && WishVerb.Find(clause) < 0 && !clause.Has(Sense.Future | Sense.Settled) && !WellBeing.IsSaid(clause);

    private static bool IsOfSpeaker(Clause clause) => clause.WordIsAny(0, Speakers) || clause.WordIsAny(1, Speakers) || clause.WordIsAny(0, "ok", "okay", "right", "for");
}
