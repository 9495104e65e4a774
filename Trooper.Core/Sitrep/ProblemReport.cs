using System.Buffers;
using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>
/// Finds the problem in a user's report by its place rather than its words: what is stated beside a wish to have it repaired or explained, or what
/// a session begins with when nothing is wished for at all.
/// </summary>
internal static class ProblemReport
{
    private const int MostRead = 14;
    private const int LeastContent = 3;

    private static readonly string[] Repairs =
        ["fix", "stabilize", "stabilise", "repair", "debug", "diagnose", "troubleshoot", "investigate", "resolve", "solve", "cure", "reproduce", "mitigate", "unblock", "heal", "profile", "trace", "analyze", "analyse"];

    private static readonly string[] Reductions = ["cut", "reduce", "speed", "shrink", "lower", "shorten", "improve"];
    private static readonly string[] Pronouns = ["it", "this", "that", "them", "these", "those"];

    private static readonly SearchValues<string> Inquiries = SearchValues.Create(
        ["look into", "find out", "figure out", "track down", "get to the bottom", "any idea", "any clue", "any thoughts", "what's wrong", "what is wrong", "what's going on", "what is going on", "what's happening", "what happened",
         "what's up", "what gives", "how come", "can you see why", "need a fix", "a fix for", "please help", "can you help", "where does it come from", "the reason", "the cause", "root cause", "the culprit", "what causes", "how do i get past", "how can i get past"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Searches = ["find", "look", "figure", "track", "see", "tell", "check", "know", "get", "help", "investigate", "explain", "identify", "determine"];
    private static readonly string[] Greetings = ["hi", "hello", "hey", "thanks", "thank", "yes", "no", "ok", "okay", "sure", "please", "sorry", "good", "it's"];
    private static readonly string[] Owning = ["am", "need", "want", "have", "would", "was", "wonder", "think", "like", "use", "know", "booked", "ordered", "bought", "prefer", "work", "guess", "believe"];
    private static readonly string[] Selves = ["i'm", "i'd", "i've", "we're", "we'd", "we've", "i'll", "my", "here's", "here", "there's"];

    public static Clause? Find(MessageReading message) =>
        ToRepair(message) ?? (message.Index == 0 && message.IsEnglish && message.Request is not { Strength: Strength.Clear } ? Statements(message.Clauses).FirstOrDefault() : null);

    /// <summary>What the message wants to have repaired or explained, where another clause states it.</summary>
    public static Clause? ToRepair(MessageReading message) => ToRepair(message, out _);

    /// <param name="wish">The clause that wishes for it.</param>
    public static Clause? ToRepair(MessageReading message, out Clause? wish)
    {
        wish = null;
        var clauses = message.Clauses;
        if (!message.IsEnglish || Repair(clauses) is not (>= 0 and var repair))
            return null;
        wish = clauses[repair];
        var stated = Statements(clauses).ToList();
        return stated.Find(clause => message.SignalOf(clause) is LoopSignal.Trouble)
            ?? stated.LastOrDefault(clause => clause.Sentence <= clauses[repair].Sentence && IsNear(clauses, clause, repair)) ?? stated.FirstOrDefault();
    }

    /// <summary>The clause that wishes for a repair or an explanation, without saying of what; -1 where none does.</summary>
    private static int Repair(IReadOnlyList<Clause> clauses)
    {
        for (var i = 0; i < Math.Min(MostRead, clauses.Count); i++)
            if ((clauses[i].ContainsAny(Inquiries) && IsInquiry(clauses[i])) || AsksWhy(clauses[i]) || IsBareRepair(clauses[i]))
                return i;
        return -1;
    }

    /// <summary>"Bring it back to normal and find the cause" wishes for more than the cause.</summary>
    private static bool IsInquiry(Clause clause) => WishVerb.Find(clause) is var verb && (verb < 0 || clause.WordIsAny(verb, Searches));

    /// <summary>"Why?", "and why", "please find out why": the reason of what was stated.</summary>
    private static bool AsksWhy(Clause clause) => clause.IndexOfWord("why") is >= 0 and var why && (why + 1 == clause.Words.Length || (clause.IsQuestion && clause.Words.Length <= 4));

    private static bool IsBareRepair(Clause clause)
    {
        if (WishVerb.Find(clause) is not (>= 0 and var verb))
            return false;
        var end = verb + 1 >= clause.Words.Length || clause.Words[verb + 1].Is(Sense.Preposition | Sense.Adverb | Sense.Negation) || clause.WordIsAny(verb + 1, "today", "first", "asap", "pls", "please");
        return (clause.WordIsAny(verb, Repairs) && (end || clause.WordIsAny(verb + 1, Pronouns))) || clause.WordIsAny(verb, Reductions);
    }

    private static bool IsNear(IReadOnlyList<Clause> clauses, Clause clause, int repair) => clauses[repair].Sentence - clause.Sentence <= 2;

    private static IEnumerable<Clause> Statements(IReadOnlyList<Clause> clauses) => clauses.Take(MostRead).Where(IsStatement);

    /// <summary>Says how something is: no question, no wish, no rule, nothing of the speaker's own doings.</summary>
    private static bool IsStatement(Clause clause) =>
        clause is { IsQuestion: false, IsSubordinate: false, IsLeadIn: false, Form: Form.Sentence or Form.Item } && WishVerb.Find(clause) < 0 && !IsOfSpeaker(clause) && !clause.Words.Any(word => clause.WordIsAnyOf(word, "should", "must", "shall", "will", "would"))
        && clause.Words.Length > LeastContent && Stems.Of(clause.Phrase).Count >= LeastContent && !Constraints.IsLimit(clause);

    private static bool IsOfSpeaker(Clause clause) =>
        clause.WordIsAny(0, Greetings) || (clause.WordIsAny(0, "i", "we") && clause.WordIsAny(1, Owning))
        || (clause.WordIsAny(0, Selves) && !clause.WordIsAny(1, "getting", "seeing", "losing", "hitting"))
        || clause.Words.Any(word => clause.WordIsAnyOf(word, "requested", "asked", "wants", "wishes"));
}
