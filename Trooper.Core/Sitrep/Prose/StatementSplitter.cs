namespace Trooper.Core.Sitrep.Prose;

/// <summary>
/// Splits a sentence into statements: at semicolons and dashes, before "but", "because" and the like, and at a comma where a new subject with a
/// verb of its own follows. Conjuncts that share a subject stay together: "rebased the branch, ran the tests, and pushed" is one statement.
/// </summary>
internal static class StatementSplitter
{
    internal readonly record struct Statement(string Text, Word[] Words, bool IsSubordinate);

    private const int SubjectWindow = 6;
    private const int ReportWindow = 4;
    private const int LongestReason = 6;

    private static readonly string[] Coordinators = ["but", "so", "yet", "however", "therefore"];
    private static readonly string[] Modals = ["will", "would", "should", "must"];
    private static readonly string[] Appeals = ["let's", "please"];
    private static readonly string[] Subordinators = ["because", "since", "although", "though", "while", "whereas", "as", "which", "where", "when", "once", "if", "unless", "until", "after", "before", "provided"];
    /// <summary>Behind these and a comma the main statement stands. Behind "if" and "when" it is only a conditional one.</summary>
    private static readonly string[] Backgrounds = ["after", "since", "because", "although", "though", "while"];
    private static readonly string[] OpeningSubordinators = [.. Subordinators, "with", "now that", "given"];

    public static IEnumerable<Statement> Split(string text, List<Word> words)
    {
        var first = 0;
        var isSubordinate = false;
        for (var i = 1; i <= words.Count; i++)
        {
            if (i < words.Count && !StartsStatement(text, words, first, i))
                continue;
            // What is joined by a bare "and" stands in the same light.
            isSubordinate = (IsSubordinate(text, words, first) && !IsWholeSentence(text, words, first, i)) || (isSubordinate && Is(text, words[first], ["and", "or"]) && !text.AsSpan(words[first - 1].End, words[first].Start - words[first - 1].End).Contains(','));
            yield return Cut(text, words, first, i) with { IsSubordinate = isSubordinate };
            first = i;
        }
    }

    /// <summary>"Since the update all buttons are square": with no comma to part them, the main statement is inside.</summary>
    private static bool IsWholeSentence(string text, List<Word> words, int first, int end) => first == 0 && end == words.Count && end > LongestReason && Is(text, words[0], ["since", "after"]);

    private static Statement Cut(string text, List<Word> words, int first, int end)
    {
        var start = first == 0 ? 0 : words[first].Start;
        var stop = end < words.Count ? words[end].Start : text.Length;
        // A mark that opens code or a quotation belongs to the word behind it.
        while (first > 0 && start > 0 && text[start - 1] is '`' or '"' or '*' or '(' or '“')
            start--;
        while (end < words.Count && stop > start && text[stop - 1] is '`' or '"' or '*' or '(' or '“')
            stop--;
        var part = new Word[end - first];
        for (var i = first; i < end; i++)
            part[i - first] = words[i] with { Start = words[i].Start - start };
        return new(text[start..stop], part, IsSubordinate: false);
    }

    private static bool StartsStatement(string text, List<Word> words, int first, int i)
    {
        if (words[i].Opaque && words[i - 1].Opaque)
            return false;
        var gap = text.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End);
        if (gap.Contains(';'))
            return true;
        if (i - first >= 3 && (gap.Contains('—') || gap.Contains(" – ", StringComparison.Ordinal) || gap.Contains(" - ", StringComparison.Ordinal)))
            return true;
        if (gap.Contains(':') && i < words.Count && HasOwnVerb(text, words, i) && i - first <= 2 && !words[first].Is(Sense.Done | Sense.Made) && !words[i - 1].Is(Sense.Done | Sense.Made))
            return true;
        if (Is(text, words[i], Coordinators) && (gap.Contains(',') || HasOwnVerb(text, words, i + 1)))
            return true;
        if (gap.Contains(',') && (Is(text, words[i], Appeals) || (i + 1 < words.Count && Is(text, words[i], ["can", "could", "would"]) && Is(text, words[i + 1], ["you", "we"]))))
            return true;
        if (gap.Contains(',') && (Is(text, words[i], Subordinators) || (i - first >= 2 && words.Count - i >= 3 && Is(text, words[first], Backgrounds) && !Is(text, words[i], ["and", "or"]))))
            return true;
        if (Is(text, words[i], Subordinators[..3]) && i - first >= 2)
            return true;
        var from = Is(text, words[i], ["and"]) ? i + 1 : i;
        return (gap.Contains(',') || from > i) && (HasOwnVerb(text, words, from) || IsReport(text, words, from));
    }

    /// <summary>Within a few words there is a finite auxiliary with a subject before it.</summary>
    private static bool HasOwnVerb(string text, List<Word> words, int from)
    {
        for (var i = from; i < Math.Min(words.Count, from + SubjectWindow); i++)
        {
            if (i > from && text.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End).Contains(','))
                return false;
            if (words[i].Is(Sense.Auxiliary) && (i > from || words[i].Is(Sense.Pronoun)))
                return !Is(text, words[i], ["being", "been", "be"]);
            if (words[i].Is(Sense.Future) && text.AsSpan(words[i].Start, words[i].Length).EndsWith("'ll"))
                return true;
            if (i == from && i + 1 < words.Count && ((Is(text, words[i], ["do"]) && Is(text, words[i + 1], ["not"])) || Is(text, words[i], ["don't", "never", "i'd"])))
                return true;
            if (i > from && words[i].Is(Sense.Future) && (words[i - 1].Is(Sense.Pronoun) || Is(text, words[i], Modals)))
                return true;
            if (i == from && i + 1 < words.Count && Is(text, words[i], ["i", "we"]) && words[i + 1].Is(Sense.Made | Sense.Adverb))
                return true;
            if (words[i].Is(Sense.Relative | Sense.Condition))
                return i == from && !words[i].Is(Sense.Relative);
        }
        return false;
    }

    /// <summary>"…, PR #2 merged": a subject with a word of accomplishment at its end, and no verb before them to share.</summary>
    private static bool IsReport(string text, List<Word> words, int from)
    {
        for (var i = from; i < Math.Min(words.Count, from + ReportWindow); i++)
        {
            if (i > from && text.AsSpan(words[i - 1].End, words[i].Start - words[i - 1].End).Contains(','))
                return false;
            if (words[i].Is(Sense.Done))
                return i > from && EndsStatement(text, words, i);
            if (words[i].Is(Sense.Waiting | Sense.Defective))
                return i > from && (EndsStatement(text, words, i) || Is(text, words[i + 1], ["on", "by", "in", "at", "for"]));
            if (words[i].Is(Sense.Made | Sense.Participle | Sense.Auxiliary | Sense.Future | Sense.Task | Sense.Preposition | Sense.Condition | Sense.Relative))
                return false;
        }
        return false;
    }

    private static bool EndsStatement(string text, List<Word> words, int i) =>
        i + 1 == words.Count || text.AsSpan(words[i].End, words[i + 1].Start - words[i].End).IndexOfAny(",.;") >= 0 || Is(text, words[i + 1], ["and", "but"]);

    private static bool IsSubordinate(string text, List<Word> words, int first)
    {
        var rest = text.AsSpan(words[first].Start);
        // "…, which means that it works" says what follows from what was seen.
        if (first + 1 < words.Count && Is(text, words[first], ["which"]) && (words[first + 1].Is(Sense.Trouble) || Is(text, words[first + 1], ["means", "indicates", "confirms", "shows", "proves"])))
            return false;
        foreach (var opening in OpeningSubordinators)
            if (rest.Length >= opening.Length && (rest.Length == opening.Length || rest[opening.Length] is ' ' or '\'') && rest[..opening.Length].IsWord(opening))
                return true;
        return false;
    }

    private static bool Is(string text, Word word, ReadOnlySpan<string> candidates) => !word.Opaque && text.AsSpan(word.Start, word.Length).IsAnyWord(candidates);
}
