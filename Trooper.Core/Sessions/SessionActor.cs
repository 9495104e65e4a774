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
    private bool activated;
    private bool wasDeleted;
    private long snapshotVersion;

    /// <summary>The last append, which may still be on its way: appends are in order, so when it is durable all before it are.</summary>
    private Task lastAppend = Task.CompletedTask;

    /// <summary>Messages of turns in flight, which the journal may not have yet.</summary>
    private readonly Dictionary<int, IReadOnlyList<RecordedMessage>> fresh = [];

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
        // Not awaited: the upstream call starts while the client's words go to disk.
        Record(events);
        fresh[opened.Turn] = ((TurnBegan)events[^1]).Messages;
        return opened;
    }

    /// <summary>Whether the turn is open here; false when its beginning was lost with another process.</summary>
    public async ValueTask<bool> Knows(int turn, long ticket, CancellationToken cancellation)
    {
        await Activate(cancellation);
        return session.Knows(turn, ticket);
    }

    public async ValueTask<TurnOpened> Preview(TurnOpening opening, CancellationToken cancellation)
    {
        await Activate(cancellation);
        return session.Begin(opening, time.GetUtcNow()).Opened;
    }

    public async ValueTask FallBack(int turn, string from, string? to, string trigger)
    {
        await Activate(CancellationToken.None);
        if (session.OpenTurn(turn) is null)
            return; // the session was deleted meanwhile
        Record([new FellBack(turn, from, to, trigger) { At = time.GetUtcNow() }]);
    }

    public async ValueTask<TurnClosed> Complete(TurnOutcome outcome)
    {
        await Activate(CancellationToken.None);
        var events = session.Complete(outcome, time.GetUtcNow());
        if (events.Count == 0 && outcome.Ticket != 0 && !wasDeleted && !await HasEnded(outcome.Ticket))
            return TurnClosed.UnknownTurn;
        if (events.Count > 0)
        {
            fresh.Remove(outcome.Turn);
            await CatchUp(CancellationToken.None);
            Record(events);
        }
        await Durable();
        await SnapshotWhenDue();
        return new(session.TokensSaved);
    }

    public async ValueTask<int> Append(Message message, string? provider, CancellationToken cancellation)
    {
        await Activate(cancellation);
        Record(session.Append(message, provider, time.GetUtcNow()));
        await Durable();
        return session.Tree.Head;
    }

    public async ValueTask<SessionContext> Context(ContextDemand demand, CancellationToken cancellation)
    {
        await Activate(cancellation);
        await CatchUp(cancellation);
        var reader = new ContextReader(session, journal, fresh);
        var (context, receipt) = await reader.Build(demand, time.GetUtcNow(), cancellation);
        if (session.OpenTurn(demand.Turn) is not { } turn)
            return context;
        if (context.HoldsLocalOnly)
            turn.Tell(demand.Provider);
        Record([new HandedOver(demand.Turn, receipt) { At = receipt.At }]);
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
        await lastAppend.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext); // what was not written is gone already
        lastAppend = Task.CompletedTask;
        var existed = await journal.Delete(key, cancellation);
        session = new(key);
        fresh.Clear();
        wasDeleted = true;
        feed.End();
        snapshotVersion = 0;
        return existed;
    }

    /// <summary>Nothing is under way: the actor may be dropped, and made anew from the journal.</summary>
    public bool IsIdle => fresh.Count == 0 && lastAppend.IsCompleted && !feed.IsWatched;

    /// <summary>Waits until what was said so far is durable.</summary>
    public ValueTask Flush() => Durable();

    private async ValueTask Activate(CancellationToken cancellation)
    {
        if (lastAppend.IsFaulted)
            Forget();
        if (activated)
            return;
        var restored = new Session(key);
        if (await journal.LoadSnapshot(key, cancellation) is { } snapshot && SessionSnapshot.TryRestore(key, snapshot) is { } old)
        {
            restored = old;
            snapshotVersion = snapshot.Version;
        }
        await foreach (var recorded in journal.Read(key, restored.Version + 1, cancellation: cancellation))
            restored.Apply(recorded.Event);
        restored.MarkInterrupted();
        session = restored;
        activated = true;
    }

    private void Record(IReadOnlyList<SessionEvent> events)
    {
        var before = session.Version;
        foreach (var happened in events)
        {
            session.Apply(happened);
            Tell(new(session.Version, happened));
        }
        if (events[^1] is TurnCompleted or MessageAppended)
            session.Insight.Refresh();
        var append = journal.Append(key, before, events, session.Summarise()).AsTask();
        lastAppend = lastAppend.IsCompletedSuccessfully ? append : Both(lastAppend, append);

        static async Task Both(Task first, Task second)
        {
            await first;
            await second;
        }
    }

    // What could not be written did not happen: the next call begins from what the journal has.
    private async ValueTask Durable()
    {
        try
        {
            await lastAppend;
        }
        catch
        {
            Forget();
            throw;
        }
    }

    private void Forget()
    {
        activated = false;
        lastAppend = Task.CompletedTask;
        fresh.Clear();
    }

    // Asked only after a crash or a lost answer, so the journal is read for it.
    private async ValueTask<bool> HasEnded(long ticket)
    {
        int? turn = null;
        await foreach (var recorded in journal.Read(key))
        {
            if (recorded.Event is TurnBegan began && began.Ticket == ticket)
                turn = began.Turn;
            else if (turn is not null && recorded.Event is TurnCompleted or TurnFailed && TurnOf(recorded.Event) == turn)
                return true;
        }
        return false;

        static int TurnOf(SessionEvent ended) => ended is TurnCompleted completed ? completed.Turn : ((TurnFailed)ended).Turn;
    }

    // A branch left the folds behind: the live conversation is read again, once.
    private async ValueTask CatchUp(CancellationToken cancellation)
    {
        var missing = session.Insight.Missing(session.Tree);
        if (missing.Count == 0)
            return;
        await Durable();
        await foreach (var (index, message, at) in new MessageReader(session, journal).Read(missing, cancellation))
            session.Insight.Fold(session.Tree, index, message.Message, message.Locality, at);
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
