namespace Trooper.Journal.Files;

/// <summary>
/// Hands work to one thread, in the order of the calls. It needs no bound: whoever puts something in waits for its outcome before the next.
/// </summary>
internal sealed class Inbox<TWork>
{
    private readonly object gate = new();
    private List<TWork> waiting = [];
    private bool isClosed;

    public void Put(TWork work)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(FileJournal));
            waiting.Add(work);
            if (waiting.Count == 1)
                Monitor.Pulse(gate);
        }
    }

    /// <summary>Takes all that waits, for an emptied list in exchange. With <paramref name="wait"/>, it waits for something to come.</summary>
    /// <returns>False when the inbox is closed and nothing is left.</returns>
    public bool Take(ref List<TWork> emptied, bool wait)
    {
        lock (gate)
        {
            while (wait && waiting.Count == 0 && !isClosed)
                Monitor.Wait(gate);
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
}
