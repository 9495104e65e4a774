namespace Trooper.Journal.Files;

/// <summary>
/// Hands work to one thread, in the order of the calls. It needs no bound: whoever puts something in waits for its outcome before the next.
/// </summary>
internal sealed class Inbox<TWork>
{
    /// <summary>How long work that nobody waits for may lie, so that it goes along with other work. It need not wake anyone.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(5);

    /// <summary>After so many looks at an empty inbox its thread sleeps until it is woken.</summary>
    private const int LooksBeforeSleep = 40;

    private readonly object gate = new();
    private List<TWork> waiting = [];
    private bool isUrgent;
    private bool isAsleep;
    private bool isClosed;

    public void Put(TWork work, bool urgent = true)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(FileJournal));
            waiting.Add(work);
            if (isAsleep || (urgent && !isUrgent))
                Monitor.Pulse(gate);
            isUrgent |= urgent;
        }
    }

    /// <summary>Takes all that waits, for an emptied list in exchange. With <paramref name="wait"/>, it waits for something to come.</summary>
    /// <returns>False when the inbox is closed and nothing is left.</returns>
    public bool Take(ref List<TWork> emptied, bool wait)
    {
        lock (gate)
        {
            if (wait)
                AwaitWork();
            isUrgent = false;
            (waiting, emptied) = (emptied, waiting);
            return emptied.Count > 0 || !isClosed;
        }
    }

    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            Monitor.Pulse(gate);
        }
    }

    private void AwaitWork()
    {
        for (var looks = 0; !isUrgent && !isClosed; looks++)
        {
            isAsleep = looks >= LooksBeforeSleep && waiting.Count == 0;
            var isWoken = Monitor.Wait(gate, isAsleep ? Timeout.InfiniteTimeSpan : Linger);
            isAsleep = false;
            if (!isWoken && waiting.Count > 0)
                return;
        }
    }
}
