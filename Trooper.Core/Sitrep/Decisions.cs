using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>Reads what was settled on: a user's choices and answers, and the ways that an assistant says it takes.</summary>
internal static class Decisions
{
    private const int MostWords = 30;
    private const int MostWordsOfAnswer = 40;
    private const int Opening = 4;

    private static readonly string[] Choices =
    [
        "let's", "skip", "use", "keep", "restore", "replace", "leave", "hide", "prefer", "drop", "put", "make", "set", "switch", "name", "call", "rename", "show", "move", "rebase", "stick", "take",
        "charge", "pick", "choose", "split", "swap", "prefix", "whitelist", "allowlist", "cap", "pin", "exclude", "ignore", "parallelise", "parallelize", "default", "limit", "store", "treat", "round", "sort", "cancel", "book",
    ];

    private static readonly string[] Looks = ["have", "see", "look", "think", "talk", "discuss", "check", "try", "continue", "do", "go", "get"];
    private static readonly string[] Manner = ["sure", "sense", "clear", "it", "that", "this", "them"];
    private static readonly SearchValues<string> Votes = SearchValues.Create(["go with", "i like", "i prefer", "i'd prefer", "i'd rather", "decided", "instead of", "rather than"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Verdicts =
        SearchValues.Create(["decided to", "going with", "go with", "settled on", "opted for", "i chose", "i'll go for", "i'd go for", "i'd put", "i'd rather", "makes more sense to", "we agreed"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Preferences = SearchValues.Create(["rather than", "switching to", "going with", "so nothing", "so that", "to avoid"], StringComparison.OrdinalIgnoreCase);
    private static readonly string[] Ways = ["use", "load", "store", "keep", "rely", "switch", "go", "extract", "refactor", "cast", "split", "add", "read", "leave", "make", "put", "treat", "reuse", "skip", "stick"];
    private static readonly SearchValues<string> Manners = SearchValues.Create(["instead", " as ", "so it", "into", "rather", "to avoid", "so that", " for now"], StringComparison.OrdinalIgnoreCase);

    public static IEnumerable<string> Read(MessageReading message, Offer? offer)
    {
        var clauses = message.Clauses.Where(clause => clause is { IsQuestion: false, Form: Form.Sentence or Form.Item, IsLeadIn: false });
        if (message.IsAssistant)
            return clauses.Where(clause => clause.Words.Length is > 1 and <= MostWords).SelectMany(Taken);
        // An answer to a proposal is short; a long message is a brief, whose imperatives are the task.
        var isShort = message.Clauses.Sum(clause => clause.Words.Length) <= MostWordsOfAnswer;
        if (offer is not null && isShort && Answers.Read(message, offer) is { Count: > 0 } answers)
            return answers;
        return clauses.Where(clause => clause.Words.Length is > 1 and <= MostWords).SelectMany(clause => Chosen(clause, isAnswer: isShort && message.Index > 0));
    }

    private static IEnumerable<string> Chosen(Clause clause, bool isAnswer)
    {
        if (clause.ContainsAny(Votes) && (isAnswer || clause.Contains("decided") || clause.Contains("go with")))
            return [clause.Phrase];
        if (clause.Words.Length > 2 && clause.IndexOfWord("let's") is >= 0 and < Opening and var at && !clause.WordIsAny(at + 1, Looks))
            return [clause.PhraseFrom(at)];
        if (!isAnswer)
            return [];
        if (clause.WordIs(clause.Words.Length - 1, "only"))
            return [clause.Phrase];
        var segments = Segment.Of(clause);
        if (segments.Any(segment => segment.IsContrast(clause)))
            return [clause.Phrase];
        return segments.Where(segment => IsChoice(clause, segment)).Select(segment => segment.Phrase(clause));
    }

    private static bool IsChoice(Clause clause, Segment segment)
    {
        for (var i = segment.First; i < Math.Min(segment.End - 1, segment.First + Opening); i++)
            if (i > segment.First && clause.WordIs(i - 1, "to") && clause.WordIsAny(segment.First, "i", "we", "i'd"))
                return false;
            else if (clause.WordIsAny(i, Choices))
                return !clause.WordIs(i, "let's") && (!clause.WordIsAny(i + 1, Manner) || (clause.WordIsAny(i + 1, "it", "them") && segment.End - i >= Opening));
        return false;
    }

    /// <summary>"I'll sort by date", "I'm moving it".</summary>
    private static bool IsPlan(Clause clause, int i) =>
        (clause.WordIsAny(i, "i'll", "we'll") && clause.Words[i + 1].Is(Sense.Task)) || (clause.WordIsAny(i, "i'm", "we're") && clause.TextOf(clause.Words[i + 1]).EndsWith("ing"));

    private static IEnumerable<string> Taken(Clause clause)
    {
        if (clause.ContainsAny(Verdicts))
            return [clause.Phrase];
        for (var i = 0; i < Math.Min(Opening, clause.Words.Length - 1); i++)
            if ((clause.WordIsAny(i, "i'll", "we'll", "should") && clause.WordIsAny(i + 1, Ways) && clause.ContainsAny(Manners)) || (IsPlan(clause, i) && (clause.ContainsAny(Preferences) || clause.WordIs(clause.Words.Length - 1, "instead"))))
                return [clause.Phrase];
        return [];
    }
}
