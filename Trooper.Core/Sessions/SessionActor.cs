using Trooper.Core.Conversations;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>
/// A <see cref="Session"/> with its journal: what a mailbox in this process and a grain in a cluster both are a thin shell of. Its caller
/// sees to it that one call runs at a time.
/// </summary>
public sealed partial class SessionActor(SessionKey key, IJournal journal, TimeProvider time)
{
    private const int EventsPerSnapshot = 200;

    private Session session = new(key);
    private bool wasDeleted;
    private long snapshotVersion;

    /// <summary>The turns in flight, by the numbers that their callers know.</summary>
    private readonly SortedDictionary<int, TurnInFlight> inFlight = [];

    public async ValueTask<int> Align(IReadOnlyList<ContentHash> chains, CancellationToken cancellation)
    {
        await Activate(cancellation);
        return session.Align(chains);
    }

    public async ValueTask<TurnOpened> Begin(TurnOpening opening, CancellationToken cancellation)
    {
        await Activate(cancellation);
        var (events, opened) = session.Begin(opening, time.GetUtcNow());
        if (events.Count == 0)
            return opened;
        wasDeleted = false;
        // Not awaited: the upstream call starts while the client's words go to disk.
        inFlight[opened.Turn] = new(opening, (TurnBegan)events[^1], Record(events));
        return opened;
    }

    public async ValueTask<TurnOpened> Preview(TurnOpening opening, CancellationToken cancellation)
    {
        await Activate(cancellation);
        return session.Begin(opening, time.GetUtcNow()).Opened;
    }

    public async ValueTask FallBack(int turn, string from, string? to, string trigger, long ticket = 0)
    {
        await Activate(CancellationToken.None, refresh: false);
        if (NumberOf(turn, ticket) is { } number && session.OpenTurn(number) is not null) // else the session was deleted meanwhile
            RecordFor(number, new FellBack(number, from, to, trigger) { At = time.GetUtcNow() });
    }

    /// <summary>Whether the turn is open here; false when its beginning was lost with another process.</summary>
    public async ValueTask<bool> Knows(int turn, long ticket, CancellationToken cancellation)
    {
        await Activate(cancellation, refresh: false);
        return NumberOf(turn, ticket) is not null;
    }

    public async ValueTask<TurnClosed> Complete(TurnOutcome outcome)
    {
        await Activate(CancellationToken.None, refresh: false);
        if (NumberOf(outcome.Turn, outcome.Ticket) is null)
            return wasDeleted || session.HasEnded(outcome.Ticket) ? new(session.TokensSaved) : TurnClosed.UnknownTurn;
        try
        {
            await Durably(async () =>
            {
                await CatchUp(CancellationToken.None);
                var events = session.Complete(outcome with { Turn = NumberOf(outcome.Turn, outcome.Ticket) ?? outcome.Turn }, time.GetUtcNow());
                if (events.Count > 0)
                    _ = Record(events);
            });
        }
        finally
        {
            Leave(outcome.Turn, outcome.Ticket);
        }
        await SnapshotWhenDue();
        return new(session.TokensSaved);
    }

    public async ValueTask<int> Append(Message message, string? provider, CancellationToken cancellation)
    {
        await Activate(cancellation);
        await Durably(() =>
        {
            Record(session.Append(message, provider, time.GetUtcNow()));
            return ValueTask.CompletedTask;
        });
        return session.Tree.Head;
    }

    public async ValueTask<SessionContext> Context(ContextDemand demand, CancellationToken cancellation)
    {
        await Activate(cancellation, refresh: false);
        await CatchUp(cancellation);
        var number = NumberOf(demand.Turn, demand.Ticket) ?? demand.Turn;
        var reader = new ContextReader(session, journal, inFlight.Values.ToDictionary(turn => turn.Number, turn => turn.Messages));
        var (context, receipt) = await reader.Build(demand with { Turn = number }, time.GetUtcNow(), cancellation);
        if (session.OpenTurn(number) is not { } open)
            return context;
        if (context.HoldsLocalOnly)
        {
            open.Tell(demand.Provider);
            InFlight(number)?.Told.Add(demand.Provider);
        }
        RecordFor(number, new HandedOver(number, receipt) { At = receipt.At });
        return context;
    }

    public async ValueTask<SitrepReport?> Sitrep(CancellationToken cancellation)
    {
        await Activate(cancellation);
        await CatchUp(cancellation);
        return session.IsOpened ? session.Insight.Report : null;
    }

    public async ValueTask<bool> Delete(CancellationToken cancellation)
    {
        await Settled();
        var existed = await journal.Delete(key, cancellation);
        session = new(key);
        inFlight.Clear();
        wasDeleted = true;
        feed.End();
        snapshotVersion = 0;
        return existed;
    }

    /// <summary>Nothing is under way: the actor may be dropped, and made anew from the journal.</summary>
    public bool IsIdle => inFlight.Count == 0 && lastAppend.IsCompleted && !feed.IsWatched;

    /// <summary>Waits until what was said so far is durable.</summary>
    public ValueTask Flush() => Durably();

    // A branch left the folds behind: the live conversation is read again, once.
    private async ValueTask CatchUp(CancellationToken cancellation)
    {
        if (session.Insight.Missing(session.Tree).Count == 0)
            return;
        await Durably();
        await foreach (var (index, message, at) in new MessageReader(session, journal).Read(session.Insight.Missing(session.Tree), cancellation))
            session.Insight.Fold(session.Tree, index, message, at);
    }

    // Open turns are not part of a snapshot, so it waits for a moment without any.
    private async ValueTask SnapshotWhenDue()
    {
        if (session.Version - snapshotVersion < EventsPerSnapshot || session.HasOpenTurns)
            return;
        snapshotVersion = session.Version;
        await journal.SaveSnapshot(key, SessionSnapshot.Take(session));
    }
}
