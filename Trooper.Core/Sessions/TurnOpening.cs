using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// A client's request as the session needs it: where in the conversation it stands, and the messages from there on. A long history travels as
/// the one hash that stands for it.
/// </summary>
public sealed record TurnOpening
{
    /// <summary>The chain of hashes of the history before <see cref="Messages"/>; <see cref="ContentHash.None"/> when there is none.</summary>
    public required ContentHash Before { get; init; }

    /// <summary>The reply that the messages follow, where the client names it and sends nothing of what was before.</summary>
    public string? PreviousReply { get; init; }

    /// <summary>The index of the message that the messages follow, -1 for none, where the client says so: what came behind it is left as a branch.</summary>
    public int? After { get; init; }

    public required IReadOnlyList<RecordedMessage> Messages { get; init; }
    public required RouteQuestion Route { get; init; }

    /// <summary>What named the session.</summary>
    public required SessionName Name { get; init; }

    /// <summary>The model as the client named it.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The chain up to and with a last message that is the assistant's: the beginning of an answer, or, where tokens are only counted, a part of the history.
    /// </summary>
    public ContentHash? Prefill { get; init; }

    /// <summary>The request holds a message that is local-only in another session.</summary>
    public bool HoldsForeignSecret { get; init; }

    /// <summary>
    /// What the caller knows the turn by where a session may move to another process between two calls; 0 where it can't. A turn's number does not
    /// do there: one that was given and not yet durable when its process died is given again, to another turn.
    /// </summary>
    public long Ticket { get; init; }
}

/// <summary>How a request told which session it belongs to.</summary>
/// <param name="FoundBy">The header or field, or <c>conversation</c> or <c>new</c>.</param>
/// <param name="IsAgent">The name is one that an agent's client sends by itself: such clients resend their whole history on every request.</param>
/// <param name="Parent">The session of the agent that this sub-agent works for.</param>
public sealed record SessionName(string FoundBy, bool IsAgent, string? Parent = null);

/// <summary>Where a turn goes, and what the caller must know to send it.</summary>
/// <param name="Turn">The turn's number in its session; 0 when the session does not know the history that the request builds on: it asks
/// for it (<see cref="ISession.Align"/>), and the request is opened again with what is unknown.</param>
/// <param name="Withheld">The request's messages that no cloud provider may be shown.</param>
/// <param name="NeedsContext">The client sent only what is new: the provider needs the session's context before it.</param>
/// <param name="TokensSaved">Tokens kept off paid providers so far.</param>
/// <param name="LastProvider">The provider that answered last.</param>
public sealed record TurnOpened(
    int Turn,
    Route Route,
    IReadOnlyList<WithheldMessage> Withheld,
    bool NeedsContext,
    long TokensSaved,
    string? LastProvider)
{
    public static readonly TurnOpened UnknownHistory = new(0, default, [], false, 0, null);

    /// <summary>The session has no such reply as the request names.</summary>
    public static readonly TurnOpened UnknownReply = UnknownHistory with { Turn = -1 };

    /// <summary>The session has no message of the index that the request names.</summary>
    public static readonly TurnOpened UnknownMessage = UnknownHistory with { Turn = -2 };

    public bool IsPrivate => Router.IsPrivate(Route);
}

/// <param name="Place">Its place among the request's messages.</param>
/// <param name="Index">Its index in the session.</param>
public readonly record struct WithheldMessage(int Place, int Index);

/// <summary>How a turn ended. Without an <paramref name="Answer"/> it failed, for the reason given.</summary>
public sealed record TurnOutcome(
    int Turn,
    Message? Answer,
    string? Provider,
    string? Model,
    string? ReplyId,
    string? StopReason,
    TokenUsage Usage,
    int TokensSaved,
    IReadOnlyList<Attempt> Attempts,
    bool Partial,
    string? Error)
{
    /// <summary>What was sent, in tokens as they were estimated beforehand; 0 where that was not done with care.</summary>
    public int EstimatedInput { get; init; }

    /// <summary>The ids by which a client knows the reply's items, in order; none where its protocol has no such.</summary>
    public IReadOnlyList<string> ReplyItems { get; init; } = [];

    /// <summary>The ticket that the turn was opened with.</summary>
    public long Ticket { get; init; }

    /// <summary>The provider was shown what is local-only, so that its answer is too; a session that moved meanwhile does not know it.</summary>
    public bool WasTold { get; init; }
}
