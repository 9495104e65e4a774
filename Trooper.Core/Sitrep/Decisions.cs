using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what was settled on: a user's choices, and the ways that an assistant says it takes.</summary>
internal static class Decisions
{
    private const int MostWords = 30;
    private const int MostWordsOfAnswer = 40;

    private static readonly string[] Choices = ["let's", "skip", "use", "keep", "restore", "replace", "leave", "hide", "prefer", "drop"];
    private static readonly SearchValues<string> Votes = SearchValues.Create(["go with", "i like", "i prefer", "decided", "instead of"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Verdicts = SearchValues.Create(["decided to", "going with", "settled on", "opted for"], StringComparison.OrdinalIgnoreCase);
    private static readonly string[] Ways = ["use", "load", "store", "keep", "rely", "switch", "go", "extract", "refactor", "cast", "split", "add"];
    private static readonly SearchValues<string> Manners = SearchValues.Create(["instead", " as ", "so it", "into", "rather"], StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> Read(MessageReading message) => message.Clauses
        .Where(clause => clause is { IsQuestion: false, Form: Form.Sentence or Form.Item, IsLeadIn: false } && clause.Words.Length is > 1 and <= MostWords)
        .SelectMany(clause => message.IsAssistant ? Taken(clause) : Chosen(clause, message));

    private static IEnumerable<string> Chosen(Clause clause, MessageReading message)
    {
        if (clause.ContainsAny(Votes))
            return [clause.Phrase];
        // An answer to a proposal is short; a long first message is a brief, whose imperatives are the task.
        if (message.Index == 0 || message.Clauses.Sum(other => other.Words.Length) > MostWordsOfAnswer)
            return [];
        if (clause.WordIs(clause.Words.Length - 1, "only"))
            return [clause.Phrase];
        return Segment.Of(clause).Where(segment => IsChoice(clause, segment)).Select(segment => segment.Phrase(clause));
    }

    private static bool IsChoice(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < Math.Min(segment.End - 1, segment.First + 4); i++)
            if (clause.WordIsAny(i, Choices))
                return !clause.WordIsAny(i + 1, "it", "that", "this", "them");
        return false;
    }

    private static IEnumerable<string> Taken(Clause clause)
    {
        if (clause.ContainsAny(Verdicts))
            return [clause.Phrase];
        for (var i = 0; i < Math.Min(3, clause.Words.Length - 1); i++)
            if (clause.WordIsAny(i, "i'll", "we'll", "should") && clause.WordIsAny(i + 1, Ways) && clause.ContainsAny(Manners))
                return [clause.Phrase];
        return [];
    }
}
