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
    ], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Pronouns = ["this", "it", "that", "them", "these", "those"];

    public static IEnumerable<string> Read(MessageReading message)
    {
        var clauses = message.Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            if (clause.IsQuestion || clause.Words.Length > MostWords || !(WasConsidered(clauses, i) || clause.ContainsAny(Marks) || (message.IsAssistant && IsRefusal(clause))))
                continue;
            yield return clause.Words.Any(word => clause.WordIsAnyOf(word, Pronouns)) && Before(clauses, i) is { } named ? PhraseText.Shorten($"{clause.Phrase}: {named}") : clause.Phrase;
        }
    }

    private static bool WasConsidered(IReadOnlyList<Clause> clauses, int i) =>
        clauses[i].WordIsAny(1, "considered", "thought", "tried") && i + 1 < clauses.Count && clauses[i + 1].WordIs(0, "but");

    /// <summary>"I cannot refund this fare": a way that is closed to the one who would go it.</summary>
    private static bool IsRefusal(Clause clause)
    {
        for (var i = 1; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "cannot", "can't") && clause.WordIsAny(i - 1, "i", "we") && clause.Words[i + 1].Is(Sense.Task))
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
