using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what was settled on: a user's choices, and the ways that an assistant says it takes.</summary>
internal static class Decisions
{
    private static readonly string[] Choices = ["let's", "skip", "use", "keep", "start", "restore", "replace", "remove", "leave", "hide", "cancel", "address", "prefer"];
    private static readonly string[] Ways = ["use", "load", "store", "keep", "rely", "switch", "go", "extract", "refactor", "cast", "split", "add"];
    private const int MostWords = 30;

    public static IEnumerable<string> Read(MessageReading message) => message.Clauses
        .Where(clause => clause is { IsQuestion: false, Form: Form.Sentence or Form.Item, IsLeadIn: false } && clause.Words.Length is > 1 and <= MostWords)
        .Where(clause => message.IsAssistant ? IsTaken(clause) : IsChoice(clause, message))
        .Select(clause => clause.Phrase);

    private static bool IsChoice(Clause clause, MessageReading message)
    {
        if (clause.Contains("go with") || clause.Contains("i like") || clause.Contains("decided") || clause.Contains("instead of"))
            return true;
        // An answer to a proposal is short; a long first message is a brief, whose imperatives are the task.
        return message.Index > 0 && (Enumerable.Range(0, Math.Min(4, clause.Words.Length)).Any(i => clause.WordIsAny(i, Choices)) || clause.WordIs(clause.Words.Length - 1, "only"));
    }

    private static bool IsTaken(Clause clause)
    {
        if (clause.Contains("decided to") || clause.Contains("going with") || clause.Contains("simplest fix") || clause.WordIs(0, "so") && clause.Contains("they go to"))
            return true;
        var at = Enumerable.Range(0, Math.Min(3, clause.Words.Length)).FirstOrDefault(i => clause.WordIsAny(i, "i'll", "we'll", "should"), -1);
        return at >= 0 && clause.WordIsAny(at + 1, Ways) && (clause.Contains("instead") || clause.Contains(" as ") || clause.Contains("so it") || clause.Contains("into") || clause.Contains("rather"));
    }
}
