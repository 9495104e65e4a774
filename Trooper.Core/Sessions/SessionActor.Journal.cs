namespace Trooper.Core.Sessions;

/// <summary>
/// What the journal has and what is on its way there. Another process may write to the same session: the journal's expected version then decides, and
/// whoever lost reads what the other wrote and puts what it has under way behind that.
/// </summary>
public sealed partial class SessionActor
{
    /// <summary>Each attempt fails only because another writer succeeded, so that with this many something else is wrong.</summary>
    private const int Attempts = 25;

    private bool activated;

    /// <summary>The last append, which may still be on its way: appends are in order, so when it is durable all before it are.</summary>
    private Task lastAppend = Task.CompletedTask;

    /// <summary>Which session of this name it is, in a journal that others write to; 0 when that was never asked.</summary>
    private long life;

    private async ValueTask Activate(CancellationToken cancellation, bool refresh = true)
    {
        if (lastAppend.IsFaulted)
            await Durably();
        if (!activated)
            await Load(cancellation);
        if (refresh)
            await Refresh(cancellation);
    }

    private async ValueTask Load(CancellationToken cancellation)
    {
        activated = false;
        await Settled();
        var restored = new Session(key);
        // A snapshot holds no open turns, which those in flight here need.
        if (inFlight.Count == 0 && await journal.LoadSnapshot(key, cancellation) is { } snapshot && SessionSnapshot.TryRestore(key, snapshot) is { } old)
        {
            restored = old;
            snapshotVersion = snapshot.Version;
        }
        await foreach (var recorded in journal.Read(key, restored.Version + 1, cancellation: cancellation))
            restored.Apply(recorded.Event);
        foreach (var turn in inFlight.Values.ToList())
            Recognise(turn, restored);
        restored.MarkInterrupted(Recorded());
        session = restored;
        life = 0;
        activated = true;
        foreach (var turn in inFlight.Values)
            Restore(turn);
    }

    /// <summary>Takes in what other processes have written since.</summary>
    private async ValueTask Refresh(CancellationToken cancellation)
    {
        // What is on its way would meet what others wrote, and does not go unnoticed.
        if (!lastAppend.IsCompletedSuccessfully || await journal.LookUp(key, cancellation) is not { } mark)
            return;
        if (mark.Version < session.Version || (life != 0 && life != mark.Life))
        {
            await Load(cancellation);
        }
        else if (mark.Version > session.Version)
        {
            await foreach (var recorded in journal.Read(key, session.Version + 1, cancellation: cancellation))
            {
                session.Apply(recorded.Event);
                Tell(recorded);
            }
            session.MarkInterrupted(Recorded());
        }
        life = mark.Life;
    }

    private Task Record(IReadOnlyList<SessionEvent> events)
    {
        var before = session.Version;
        foreach (var happened in events)
        {
            session.Apply(happened);
            Tell(new(session.Version, happened));
        }
        if (events[^1] is TurnCompleted or TurnFailed or MessageAppended)
            session.Insight.Refresh();
        var summary = session.Summarise();
        if (lastAppend.IsCompletedSuccessfully)
            return lastAppend = journal.Append(key, before, events, summary).AsTask();
        if (journal.IsShared)
            return lastAppend = After(lastAppend);
        var append = journal.Append(key, before, events, summary).AsTask();
        lastAppend = Both(lastAppend, append);
        return append;

        // Where the earlier append loses to another writer, that one's event may have the very version that this one expects: it would pass the fence
        // with what was decided on another history.
        async Task After(Task earlier)
        {
            await earlier;
            await journal.Append(key, before, events, summary);
        }

        static async Task Both(Task first, Task second)
        {
            await first;
            await second;
        }
    }

    private void RecordFor(int number, SessionEvent happened)
    {
        var append = Record([happened]);
        InFlight(number)?.Later.Add((happened, append));
    }

    private ValueTask Durably() => Durably(static () => ValueTask.CompletedTask);

    /// <summary>Does what the command decides, and waits until it is durable. Where another process was first, it is decided anew on what that wrote.</summary>
    private async ValueTask Durably(Func<ValueTask> decide)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await decide();
                await lastAppend;
                return;
            }
            catch (VersionConflictException) when (attempt < Attempts)
            {
                await Load(CancellationToken.None);
            }
            catch
            {
                // What could not be written did not happen: the next call begins from what the journal has.
                activated = false;
                lastAppend = Task.CompletedTask;
                throw;
            }
        }
    }

    /// <summary>Waits for what is on its way, whatever becomes of it.</summary>
    private async ValueTask Settled()
    {
        await lastAppend.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        lastAppend = Task.CompletedTask;
    }

    /// <summary>The numbers of the turns in flight that the journal has.</summary>
    private IReadOnlyCollection<int> Recorded() => [.. inFlight.Values.Where(turn => turn.IsRecorded).Select(turn => turn.Number)];

    /// <summary>The number in the journal of a turn that its caller knows by another, or by its ticket; null when a ticket is not known here.</summary>
    private int? NumberOf(int turn, long ticket) => ticket == 0
        ? inFlight.GetValueOrDefault(turn)?.Number ?? turn
        : inFlight.Values.FirstOrDefault(held => held.Ticket == ticket)?.Number ?? session.TurnOf(ticket);

    private TurnInFlight? InFlight(int number) => inFlight.Values.FirstOrDefault(turn => turn.Number == number);

    private void Leave(int turn, long ticket)
    {
        foreach (var (known, held) in inFlight.ToList())
        {
            if (ticket == 0 ? known == turn : held.Ticket == ticket)
                inFlight.Remove(known);
        }
    }

    /// <summary>A turn in flight here may have been begun again elsewhere, where its caller no longer found us, and even ended.</summary>
    private void Recognise(TurnInFlight turn, Session restored)
    {
        if (turn.Ticket == 0)
            return;
        if (restored.HasEnded(turn.Ticket))
            Leave(turn.Number, turn.Ticket);
        else if (!turn.IsRecorded && restored.TurnOf(turn.Ticket) is { } number)
            turn.Rename(restored.OpenTurn(number)!.Began, Task.CompletedTask);
    }

    /// <summary>A turn in flight, in the session as it was read anew: what of it could not be written is recorded again, where it stands now.</summary>
    private void Restore(TurnInFlight turn)
    {
        if (!turn.IsRecorded)
        {
            var (events, _) = turn.BeginAgain(session);
            turn.Rename((TurnBegan)events[^1], Record(events));
        }
        foreach (var provider in turn.Told)
            session.OpenTurn(turn.Number)?.Tell(provider);
        for (var place = 0; place < turn.Later.Count; place++)
        {
            var (happened, append) = turn.Later[place];
            if (append.IsCompletedSuccessfully)
                continue;
            happened = turn.Renamed(happened);
            turn.Later[place] = (happened, Record([happened]));
        }
    }
}
