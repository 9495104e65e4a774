namespace Trooper.Journal.Files;

/// <summary>
/// Hands work to one thread, in the order of the calls. It needs no bound: whoever puts something in waits for its outcome before the next.
/// </summary>
internal sealed class Inbox<TWork>
{
    private readonly object _gate = new();
    private List<TWork> _waiting = [];
    private bool _isClosed;

    public void Put(TWork work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(FileJournal));
            _waiting.Add(work);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes all that waits, for an emptied list in exchange. With <paramref name="wait"/>, it waits for something to come.</summary>
    /// <returns>False when the inbox is closed and nothing is left.</returns>
    public bool Take(ref List<TWork> emptied, bool wait)
    {
        lock (_gate)
        {
            while (wait && _waiting.Count == 0 && !_isClosed)
                Monitor.Wait(_gate);
            (_waiting, emptied) = (emptied, _waiting);
            return emptied.Count > 0 || !_isClosed;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }
}
