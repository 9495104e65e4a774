using Trooper.Core.Sitrep.Prose;

namespace Trooper.Core.Sitrep;

/// <summary>How a user's message goes on from what the assistant said last.</summary>
internal static class UserReply
{
    /// <summary>An order in so few statements is the answer to what was met; a longer one begins something new.</summary>
    private const int MostOfOrder = 5;

    private static readonly string[] BackReferences = ["it", "that", "those", "them", "these", "this", "both"];

    /// <summary>What is put off stays open.</summary>
    private static readonly string[] Deferrals = ["ticket", "later", "tomorrow", "backlog", "todo", "leave", "ignore", "park", "parking", "postpone", "skip", "someday", "monday"];

    public static bool RefersBack(MessageReading message) =>
        AsksWhy(message) || message.Clauses.Any(clause => !clause.IsQuestion && clause.Words.Any(word => clause.WordIsAnyOf(word, BackReferences)));

    public static bool Orders(MessageReading message) =>
        message.Clauses.Count <= MostOfOrder && message.Clauses.Any(clause => !clause.IsQuestion && WishVerb.Find(clause) >= 0);

    public static bool Defers(MessageReading message) => message.Clauses.Any(clause => clause.Words.Any(word => clause.WordIsAnyOf(word, Deferrals)));

    /// <summary>"That host is dead anyway, ignore it".</summary>
    public static bool Dismisses(MessageReading message) =>
        message.Index > 0 && message.Clauses.Any(clause => !clause.IsQuestion && Enumerable.Range(0, clause.Words.Length).Any(i => clause.WordIsAny(i, "ignore", "skip", "forget", "leave") && clause.WordIsAny(i + 1, BackReferences)));

    /// <summary>"Done", "uploaded", "swapped it": the user's part, where the assistant waited for it.</summary>
    public static bool ReportsDone(MessageReading message) =>
        message.Clauses is [{ IsQuestion: false, Words.Length: <= MostOfOrder } first, ..] && first.Words[0].Is(Sense.Done | Sense.Made | Sense.Participle) && !first.Words[0].Is(Sense.Task);

    public static bool AsksWhy(MessageReading message) => message.Clauses.Any(clause => clause.WordIs(clause.Words.Length - 1, "why"));
}
