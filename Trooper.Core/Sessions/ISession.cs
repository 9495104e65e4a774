using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>The sessions, wherever they live: in this process, or on any node of a cluster.</summary>
public interface ISessions
{
    ISession Get(SessionKey key);
}

/// <summary>
/// One session. Calls run one at a time and in order; calls on different sessions never wait for each other. A long upstream call holds no
/// session: a turn is two short calls, <see cref="Begin"/> and <see cref="Complete"/>, and several turns may be in flight.
/// </summary>
public interface ISession
{
    /// <summary>How many of a request's leading messages the session has.</summary>
    ValueTask<int> Align(IReadOnlyList<ContentHash> chains, CancellationToken cancellation);

    /// <summary>Opens a turn. The client's messages are on their way to the journal when this returns, and durable when <see cref="Complete"/> does.</summary>
    ValueTask<TurnOpened> Begin(TurnOpening opening, CancellationToken cancellation);

    /// <summary>What opening the turn would find, with nothing recorded: for requests that only count.</summary>
    ValueTask<TurnOpened> Preview(TurnOpening opening, CancellationToken cancellation);

    /// <summary>Builds a turn's context for a provider, within its budget.</summary>
    ValueTask<SessionContext> Context(ContextDemand demand, CancellationToken cancellation);

    /// <summary>Notes that a turn goes on at another provider.</summary>
    ValueTask FallBack(int turn, string from, string? to, string trigger);

    /// <summary>Ends a turn. Durable when this returns.</summary>
    ValueTask<TurnClosed> Complete(TurnOutcome outcome);

    /// <summary>Adds a message by hand.</summary>
    ValueTask<int> Append(Message message, string? provider, CancellationToken cancellation);

    /// <summary>The transcript; null for a session that does not exist.</summary>
    ValueTask<IReadOnlyList<TranscriptTurn>?> Transcript(TranscriptQuery query, CancellationToken cancellation);

    ValueTask<SitrepReport?> Sitrep(CancellationToken cancellation);

    ValueTask<RecoveryReport?> Recovery(CancellationToken cancellation);

    ValueTask<IReadOnlyList<LedgerTurn>?> Ledger(CancellationToken cancellation);

    ValueTask<IReadOnlyList<Receipt>?> Receipts(CancellationToken cancellation);

    /// <summary>What items of earlier replies say, by the ids that the client knows them by; those that are unknown are left out.</summary>
    ValueTask<IReadOnlyDictionary<string, Block>> Items(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>
    /// Whether pieces of an answer are worth telling: 0 while nobody watches, and another number whenever somebody lacks the beginning of what is being
    /// written. It may be a second old where the session is on another node.
    /// </summary>
    int WatchStamp();

    /// <summary>Passes on a piece of an answer to those who watch. Best effort.</summary>
    /// <param name="turn">The turn that is answered.</param>
    /// <param name="start">Where in the answer's text the piece begins, in characters.</param>
    /// <param name="text">The piece.</param>
    void Delta(int turn, int start, string text);

    /// <summary>
    /// What happens, as it happens. Ends when the session is deleted, and at once for one that does not exist, unless the caller waits for its
    /// beginning (<see cref="UpdateId.BeforeAll"/>).
    /// </summary>
    /// <param name="after">The last update that the caller had: what it missed comes first.</param>
    IAsyncEnumerable<SessionUpdate> Watch(UpdateId? after, CancellationToken cancellation);

    /// <summary>Forgets the session, everywhere. False when there was none.</summary>
    ValueTask<bool> Delete(CancellationToken cancellation);
}

/// <summary>A provider's need of context: the budget covers system prompt, tools and messages, in tokens.</summary>
public sealed record ContextDemand(int Turn, string Provider, int Budget, Audience Audience, string? System, IReadOnlyList<Tool> Tools)
{
    /// <summary>The ticket that the turn was opened with.</summary>
    public long Ticket { get; init; }

    /// <summary>The model that will read it: where its own counts turned out greater than the estimates, the budget is smaller.</summary>
    public string? Model { get; init; }
}

/// <param name="Compacted">The context as built.</param>
/// <param name="Withheld">The indexes of the messages that a placeholder stands for.</param>
/// <param name="HoldsLocalOnly">It tells what is local-only: so is whatever is answered from it.</param>
public sealed record SessionContext(CompactedContext Compacted, IReadOnlyList<int> Withheld, bool HoldsLocalOnly);

public sealed record TurnClosed(long TokensSaved)
{
    /// <summary>The session does not know the turn: its beginning was lost with the process that held the session. It is to be opened again.</summary>
    public static readonly TurnClosed UnknownTurn = new(-1);
}

/// <param name="After">Only messages with a greater index.</param>
/// <param name="All">The superseded ones too.</param>
public sealed record TranscriptQuery(int? After = null, int? Limit = null, bool All = false);

/// <summary>A message as the transcript shows it.</summary>
public sealed record TranscriptTurn(
    int Index,
    Message Message,
    string? Provider,
    string? Model,
    Locality Locality,
    DateTimeOffset At,
    int Tokens,
    bool Partial,
    bool Superseded);

/// <summary>Where a message was sent.</summary>
public sealed record LedgerTurn(int Index, Locality Locality, IReadOnlyList<Destination> SentTo);

/// <param name="Withheld">Indexes of the messages that this provider was not shown with it.</param>
public sealed record Destination(string Provider, DateTimeOffset At, IReadOnlyList<int> Withheld);
