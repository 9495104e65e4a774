using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what limits the work: what must, must not or may only be done, and how it is to be.</summary>
internal static class Constraints
{
    private const int MaxWords = 30;

    private static readonly string[] Kinds = ["-first", "-only", "-layer", "-free", "-agnostic", "-compatible", "-safe"];
    private static readonly string[] Bans = ["don't", "not", "never", "no", "without", "avoid", "nothing"];
    private static readonly string[] Bounds = ["must", "mustn't", "never", "only", "maximum", "minimum", "max", "min", "ideally", "ensure", "exactly", "strictly", "always", "limit", "budget", "deadline", "freeze", "avoid", "cannot", "required", "requires"];

    public static IEnumerable<string> Read(MessageReading message)
    {
        foreach (var clause in message.Clauses)
        {
            if (clause.IsQuestion || clause.Form == Form.Heading || clause.Words.Length is < 2 or > MaxWords)
                continue;
            if (message.IsUserProse)
                foreach (var kind in KindsOf(clause))
                    yield return kind;
            if (message.IsUserProse ? LimitsUs(clause) : LimitsAll(clause))
                yield return clause.Phrase;
        }
    }

    private static IEnumerable<string> KindsOf(Clause clause) => clause.Words
        .Select(word => clause.TextOf(word).ToString())
        .Where(word => Kinds.Any(kind => word.EndsWith(kind, StringComparison.OrdinalIgnoreCase)));

    private static bool LimitsUs(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
        {
            if (clause.WordIsAny(i, Bounds))
                return true;
            if (clause.WordIsAny(i, Bans) && IsOrder(clause, i))
                return true;
            if (clause.WordIs(i, "make") && clause.WordIs(i + 1, "sure") || clause.WordIs(i, "at") && clause.WordIsAny(i + 1, "most", "least") || clause.WordIs(i, "keep") && i <= 1)
                return true;
        }
        return false;
    }

    /// <summary>"Do not touch production", "may not …", "no new dependencies": an order, not a report of what isn't so.</summary>
    private static bool IsOrder(Clause clause, int i) =>
        i == 0 || clause.WordIsAny(i - 1, "do", "may", "should", "must", "but", "and", "please", "to", "can", "shall") || (clause.WordIs(i, "no") && clause.WordIsAny(i + 1, "new", "more", "changes", "other", "breaking", "external", "extra"));

    private static bool LimitsAll(Clause clause)
    {
        for (var i = 0; i + 1 < clause.Words.Length; i++)
            if (clause.WordIsAny(i, "cannot", "must", "can't") && clause.WordIs(i + 1, "be"))
                return true;
        return false;
    }
}
