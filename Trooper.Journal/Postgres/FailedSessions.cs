using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>
/// Sessions of which a change failed. Changes that were already queued behind it were decided as if it had succeeded: they fail with it, though another
/// process may have brought the session to the very version that they expect.
/// </summary>
internal sealed class FailedSessions
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionKey, long> failed = [];
    private long latest;

    /// <param name="session">The session of which a change failed.</param>
    /// <param name="submitted">The number of the last change that was handed in before its callers could know.</param>
    public void Add(SessionKey session, long submitted)
    {
        lock (gate)
            failed[session] = latest = submitted;
    }

    /// <summary>To be asked of every change, in order.</summary>
    public bool Include(SessionChange change)
    {
        lock (gate)
        {
            if (change.Number > latest)
                failed.Clear();
            return failed.TryGetValue(change.Key, out var last) && change.Number <= last;
        }
    }
}
