using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>What an assistant's question offers: something it would do, or ways to choose from. A question for a fact offers nothing.</summary>
internal sealed record Offer(string Text, bool IsChoice)
{
    /// <summary>It was put as advice, not as a question whether to go on: to agree with it is to decide.</summary>
    public bool IsAdvice { get; init; }

    private const int MaxLength = 120;

    /// <summary>"Shall I proceed?" proposes nothing by itself.</summary>
    private const int LeastSaying = 1;

    private static readonly string[] Askers = ["shall", "should", "can", "may"];
    private static readonly string[] Wishes = ["like", "want", "prefer"];
    private static readonly string[] Facts = ["provide", "tell", "share", "have", "confirm", "help", "change", "cancellation"];

    /// <summary>The last offer of a message.</summary>
    public static Offer? Read(MessageReading message)
    {
        for (var i = message.Clauses.Count - 1; i >= 0; i--)
            if (message.Clauses[i] is { IsQuestion: true } clause && Of(clause) is { } offer)
                return offer;
        return message.Clauses.LastOrDefault(IsProposal) is { } proposal ? new(PhraseText.Shorten(proposal.Phrase, MaxLength), IsChoice: false) { IsAdvice = true } : null;
    }

    /// <summary>"I'd start with a small one", "I suggest moving it": said, not asked.</summary>
    private static bool IsProposal(Clause clause) =>
        !clause.IsQuestion && ((clause.WordIsAny(0, "i", "we") && clause.WordIsAny(1, "suggest", "propose", "recommend", "lean")) || (clause.WordIsAny(0, "i'd", "we'd") && clause.Words.Length > 2 && clause.Words[1].Is(Sense.Task)) || clause.WordIsAny(0, "proposal", "recommendation", "suggestion") || (clause.WordIs(0, "my") && clause.WordIsAny(1, "proposal", "recommendation", "suggestion")));

    private static Offer? Of(Clause clause)
    {
        if (clause.Contains("anything else"))
            return null;
        if (IsChoiceOf(clause))
            return new(PhraseText.Shorten(clause.Phrase.TrimEnd('?'), MaxLength), IsChoice: true);
        for (var i = 0; i + 2 < clause.Words.Length; i++)
            if (Proposed(clause, i) is > 0 and var verb && verb < clause.Words.Length && !clause.WordIsAny(verb, Facts) && Stems.Of(clause.PhraseFrom(verb)).Count >= LeastSaying)
                return new(PhraseText.Shorten(clause.PhraseFrom(verb).TrimEnd('?'), MaxLength), IsChoice: false);
        return null;
    }

    /// <summary>"TOML or YAML", "which should win": not the "or not" of politeness.</summary>
    private static bool IsChoiceOf(Clause clause)
    {
        for (var i = 0; i < clause.Words.Length; i++)
            if (clause.WordIs(i, "or") && !clause.WordIsAny(i + 1, "not", "do", "would", "is", "should", "any", "anything") && !clause.Contains("could you") && !clause.Contains("do you have"))
                return true;
        return clause.WordIsAny(0, "which", "what", "where", "how") && clause.Words.Any(word => clause.WordIsAnyOf(word, "should", "shall", "prefer", "like", "want"));
    }

    /// <summary>Where the proposal begins: behind "shall I", "would you like me to", "do you want to".</summary>
    private static int Proposed(Clause clause, int i)
    {
        if (clause.WordIsAny(i, Askers) && clause.WordIsAny(i + 1, "i", "we"))
            return PastStart(clause, i + 2);
        if (!clause.WordIsAny(i, Wishes))
            return -1;
        var next = clause.WordIsAny(i + 1, "me", "us") ? i + 2 : i + 1;
        return clause.WordIs(next, "to") ? PastStart(clause, next + 1) : next;
    }

    /// <summary>"Go ahead with", "proceed with" lead to what is proposed.</summary>
    private static int PastStart(Clause clause, int i) =>
        clause.WordIs(i, "go") && clause.WordIs(i + 1, "ahead") ? i + 3 : clause.WordIs(i, "proceed") ? i + 2 : i;
}
