using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what was considered and dropped, so that nobody tries it again.</summary>
internal static class RuledOut
{
    private const int MostWords = 36;

    private static readonly SearchValues<string> Marks = SearchValues.Create([
        "ruled out", "rule out", "won't work", "wouldn't work", "doesn't help", "didn't help", "not an option", "unreasonable", "infeasible", "not feasible", "rejected the",
        "dead end", "not the cause", "isn't the cause", "decided against", "not eligible", "does not qualify", "doesn't qualify",
        "be excluded", "isn't possible", "is not possible", "sold out", "not supported", "not allowed", "overkill", "doesn't solve", "didn't solve", "not worth", "isn't worth", "so that's out", "is out then", "off the hook", "not the culprit", "isn't the culprit", "out of the question", "no longer an option",
        "off the table", "discarded", "scrapped", "scrap that", "gave up on", "abandoned", "no go", "not go there", "is innocent", "no improvement", "made no difference", "didn't pay off", "drop the idea", "drop the whole", "forget about",
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Alternatives = SearchValues.Create(["would work", "could work", "would do", "would be possible", "would also"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Withdrawals = SearchValues.Create(["took that out", "took it out", "reverted", "undid", "dropped it", "dropped that", "discarded", "scrapped", "removed it again"], StringComparison.OrdinalIgnoreCase);
    private static readonly string[] Pronouns = ["this", "it", "that", "them", "these", "those"];

    public static IEnumerable<string> Read(MessageReading message)
    {
        var clauses = message.Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            if (!message.IsAssistant && !clause.IsQuestion && (message.Index > 0 || clause.IndexOfWord("want") >= 0))
                foreach (var segment in Segment.Of(clause).Where(segment => segment.IsContrast(clause)))
                    yield return clause.PhraseFrom(segment.First + 1);
            if (!Drops(clauses, i) && !(message.IsAssistant && IsRefusal(clause)))
                continue;
            yield return clause.Words.Any(word => clause.WordIsAnyOf(word, Pronouns)) && Before(clauses, i) is { } named ? PhraseText.Shorten($"{clause.Phrase}: {named}") : clause.Phrase;
        }
    }

    /// <summary>The sentences that drop a way: what is wrong with it is no trouble of the work.</summary>
    public static IReadOnlySet<int> Sentences(IReadOnlyList<Clause> clauses) =>
        Enumerable.Range(0, clauses.Count).Where(i => Drops(clauses, i)).Select(i => clauses[i].Sentence).ToHashSet();

    private static bool Drops(IReadOnlyList<Clause> clauses, int i) =>
        !clauses[i].IsQuestion && clauses[i].Words.Length <= MostWords && (WasConsidered(clauses, i) || clauses[i].ContainsAny(Marks) || IsAcquittal(clauses[i]));

    /// <summary>"It's not a DNS problem", "this isn't caused by the cache".</summary>
    private static bool IsAcquittal(Clause clause)
    {
        var not = clause.WordIs(0, "it's") && clause.WordIs(1, "not") ? 1 : clause.WordIsAny(0, "it", "this", "that") && clause.WordIsAny(1, "isn't", "wasn't") ? 1 : clause.WordIsAny(0, "it", "this", "that") && clause.WordIsAny(1, "is", "was") && clause.WordIs(2, "not") ? 2 : -1;
        return not > 0 && clause.Words.Length > not + 2 && clause.WordIsAny(not + 1, "a", "an", "the", "caused", "due", "related") && !clause.WordIsAny(not + 2, "same", "only", "first", "case", "right", "problem", "issue", "best");
    }

    private static bool WasConsidered(IReadOnlyList<Clause> clauses, int i) =>
        i + 1 < clauses.Count && clauses[i + 1].Sentence == clauses[i].Sentence
        && ((clauses[i].WordIsAny(1, "considered", "thought", "tried", "looked") && clauses[i + 1].WordIs(0, "but"))
            || (clauses[i].ContainsAny(Alternatives) && clauses[i + 1].WordIsAny(0, "but", "though", "although", "however"))
            || (clauses[i].Words.Any(word => clauses[i].WordIsAnyOf(word, "tried", "tested", "switching", "trying")) && clauses.Skip(i + 1).Any(later => later.Sentence == clauses[i].Sentence && later.ContainsAny(Withdrawals)))
            || (clauses[i].WordIsAny(0, "we", "i", "one", "you") && clauses[i].WordIsAny(1, "could", "might") && clauses[i + 1].WordIsAny(0, "but", "though", "although", "however")));

    /// <summary>"I cannot refund this fare": a way that is closed to the one who would go it.</summary>
    private static bool IsRefusal(Clause clause)
    {
        for (var i = 1; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "cannot", "can't") && clause.WordIsAny(i - 1, "i", "we") && clause.Words[i + 1].Is(Sense.Task) && !clause.WordIsAny(i + 2, "it", "them", "that") && !Remainder.IsSaid(clause))
                return true;
        return false;
    }

    /// <summary>What a pronoun stands for is said in the sentence before.</summary>
    private static string? Before(IReadOnlyList<Clause> clauses, int i)
    {
        var last = i - 1;
        while (last >= 0 && clauses[last].Sentence == clauses[i].Sentence)
            last--;
        return last < 0 ? null : clauses.First(clause => clause.Sentence == clauses[last].Sentence).Phrase;
    }
}
