using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what was considered and dropped, so that nobody tries it again.</summary>
internal static class RuledOut
{
    private static readonly SearchValues<string> Marks = SearchValues.Create(
    [
        "ruled out", "rule out", "won't work", "wouldn't work", "doesn't help", "didn't help", "not an option", "unreasonable", "infeasible", "not feasible", "rejected the",
        "dead end", "not the cause", "isn't the cause", "decided against", "instead of", "rather than", "not possible", "don't use",
    ], StringComparison.OrdinalIgnoreCase);

    private const int MostWords = 36;

    public static IEnumerable<string> Read(MessageReading message)
    {
        var clauses = message.Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            if (clause.IsQuestion || clause.Words.Length > MostWords)
                continue;
            if (clause.WordIs(1, "considered") && i + 1 < clauses.Count && clauses[i + 1].WordIs(0, "but") || !clause.Has(Sense.Made) && clause.ContainsAny(Marks) || IsRefusal(clause))
                yield return clause.Phrase;
        }
    }

    /// <summary>"I cannot upgrade this reservation": a way that is closed to the one who would go it.</summary>
    private static bool IsRefusal(Clause clause)
    {
        for (var i = 0; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "cannot", "can't") && i > 0 && clause.WordIsAny(i - 1, "i", "we") && clause.Words[i + 1].Is(Sense.Task))
                return true;
        return false;
    }
}
