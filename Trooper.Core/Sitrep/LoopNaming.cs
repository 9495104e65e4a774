using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Finds the words for a loop that a clause of an assistant opens: what it is about stands at times in the statements around it.</summary>
internal static class LoopNaming
{
    private const int ShortStatement = 3;
    private const int ShortComplaint = 6;
    private const int LeastSubject = 2;

    /// <summary>Null where nothing says what it is about.</summary>
    public static string? Of(Clause clause, MessageReading message)
    {
        if (clause.HasPronounSubject)
            return OfPronoun(clause, message);
        var first = message.Clauses.First(other => other.Sentence == clause.Sentence);
        // "… is written, but not deployed": the subject stands with the first verb.
        if (clause.Words.Length <= ShortStatement && clause.Phrase.StartsWith("not ", StringComparison.OrdinalIgnoreCase) && !ReferenceEquals(first, clause))
            return PhraseText.Shorten($"{first.Phrase}, {clause.Phrase}");
        // "Who owns the service? Unclear."
        if (clause.Words.Length <= 2 && Question(clause, message) is { } question)
            return PhraseText.Shorten($"{question.Phrase} {clause.Phrase}");
        // "Please update it; I can't do that from here".
        if (clause.WordIsAny(0, "i", "we") && !ReferenceEquals(first, clause) && clause.Words.Any(word => clause.WordIsAnyOf(word, "it", "that", "this")))
            return PhraseText.Shorten($"{first.Phrase}, {clause.Phrase}");
        var next = message.Clauses.SkipWhile(other => !ReferenceEquals(other, clause)).Skip(1).FirstOrDefault();
        // "I'm stuck" says nothing without its reason.
        if (clause.WordIsAny(0, "i'm", "we're") && clause.Words.Length < ShortComplaint)
            return next?.Sentence == clause.Sentence ? PhraseText.Shorten($"{clause.Phrase}: {next.Phrase}") : null;
        // "…, potentially unreadable": of what, the statement before it says.
        if (clause.Words.Length <= ShortStatement && !clause.Words.Any(word => IsNoun(clause, word)))
            return first.Words.Length < LeastSubject || ReferenceEquals(first, clause) ? null : PhraseText.Shorten($"{first.Phrase}, {clause.Phrase}");
        return next is null || clause.Words.Length > ShortStatement || !clause.Has(Sense.TroubleNoun) ? clause.Phrase : PhraseText.Shorten($"{clause.Phrase}: {next.Phrase}");
    }

    private static bool IsNoun(Clause clause, Word word) =>
        word.Opaque || word.Is(Sense.TroubleNoun | Sense.Task) || (word.Sense == Sense.None && !clause.TextOf(word).EndsWith("ly", StringComparison.Ordinal)) || (word.Is(Sense.Done | Sense.Made) && !word.Is(Sense.Defective));

    /// <summary>What a pronoun stands for is in the statement before it; where there is none, the loop has no name.</summary>
    private static string? OfPronoun(Clause clause, MessageReading message)
    {
        var first = message.Clauses.FirstOrDefault(other => other.Sentence == clause.Sentence && !other.IsSubordinate);
        if (first is { Words.Length: > 2 } && !ReferenceEquals(first, clause) && !first.Words.Any(word => first.WordIsAnyOf(word, "it")))
            return PhraseText.Shorten($"{first.Phrase}, {clause.Phrase}");
        // "Now it deadlocks, since the hub calls itself": the reason tells what.
        if (message.Clauses.FirstOrDefault(other => other.Sentence == clause.Sentence && other.WordIsAny(0, "since", "because", "as")) is { } reason)
            return PhraseText.Shorten($"{clause.Phrase}, {reason.Phrase}");
        // "It has to be replaced by an admin": here the sentence before names it.
        return Remainder.IsSaid(clause) && message.Clauses.FirstOrDefault(other => other.Sentence == clause.Sentence - 1) is { } before ? PhraseText.Shorten($"{before.Phrase}: {clause.Phrase}") : null;
    }

    private static Clause? Question(Clause clause, MessageReading message) =>
        message.Clauses.LastOrDefault(other => other.Sentence == clause.Sentence - 1) is { IsQuestion: true } question ? question : null;
}
