using System.Threading.Channels;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>What waits for the writer, in the order of the calls.</summary>
internal sealed class WriteQueue
{
    private const int MaxChanges = 1000;
    private const int MaxBytes = 8 * 1024 * 1024;

    // It needs no bound: whoever appends waits for the outcome before the next.
    private readonly Channel<IWriterWork> queue = Channel.CreateUnbounded<IWriterWork>(new() { SingleReader = true });
    private readonly FailedSessions failed = new();
    private readonly Lock submitting = new();
    private long submitted;

    public void Submit(IWriterWork work)
    {
        lock (submitting)
        {
            if (work is SessionChange change)
                change.Number = ++submitted;
            if (!queue.Writer.TryWrite(work))
                throw new ObjectDisposedException(nameof(PostgresJournal));
        }
    }

    /// <summary>Has the writer look at the spool, behind what waits already.</summary>
    public void Wake() => queue.Writer.TryWrite(new ReplayCheck());

    public void Close() => queue.Writer.TryComplete();

    /// <returns>False when it is closed and empty.</returns>
    public ValueTask<bool> Wait() => queue.Reader.WaitToReadAsync();

    /// <summary>The changes at the head of the queue, by session: those that can be one append.</summary>
    public List<List<SessionChange>> TakeChanges()
    {
        var sessions = new Dictionary<SessionKey, List<SessionChange>>();
        var (count, bytes) = (0, 0L);
        while (count < MaxChanges && bytes < MaxBytes && queue.Reader.TryPeek(out var next) && next is SessionChange change)
        {
            if (failed.Include(change))
                change.FailByConflict(change.Expected - 1);
            else if (!sessions.TryGetValue(change.Key, out var before))
                sessions.Add(change.Key, [change]);
            else if (before[^1].Version == change.Expected)
                before.Add(change);
            else
                break; // its writer did not know of the one before; which of them is right is seen when that one is done
            queue.Reader.TryRead(out _);
            (count, bytes) = (count + 1, bytes + change.Size);
        }
        return [.. sessions.Values];
    }

    /// <returns>The next thing, where it is not a change.</returns>
    public IWriterWork? TakeOther() => queue.Reader.TryPeek(out var next) && next is not SessionChange && queue.Reader.TryRead(out var work) ? work : null;

    /// <summary>Fails changes of one session, and all that were handed in behind them before their callers could know.</summary>
    public void Fail(List<SessionChange> changes, Action<SessionChange> fail)
    {
        failed.Add(changes[0].Key, Interlocked.Read(ref submitted));
        changes.ForEach(fail);
    }
}
