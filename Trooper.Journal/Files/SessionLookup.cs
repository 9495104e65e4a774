using System.Runtime.InteropServices;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>The sessions that have a value among those that their summary lists. Most values have one session, which is held without a set around it.</summary>
internal sealed class SessionLookup<TValue> where TValue : notnull
{
    private readonly Dictionary<(string Team, TValue Value), object> sessions = [];
    private readonly Lock folderLock = new();

    /// <summary>Goes from the values of an earlier summary to those of its successor, which mostly begin alike.</summary>
    public void Change(SessionEntry session, IReadOnlyList<TValue> before, IReadOnlyList<TValue> after)
    {
        if (ReferenceEquals(before, after))
            return;
        var same = 0;
        while (same < before.Count && same < after.Count && before[same].Equals(after[same]))
            same++;
        if (same == before.Count && same == after.Count)
            return;
        lock (folderLock)
        {
            foreach (var gone in before.Skip(same).Where(value => !after.Contains(value)))
                Remove(session, gone);
            foreach (var value in after.Skip(same))
                Add(session, value);
        }
    }

    public IEnumerable<SessionSummary> Find(string team, IEnumerable<TValue> values)
    {
        var found = new HashSet<SessionEntry>();
        lock (folderLock)
        {
            foreach (var value in values)
            {
                switch (sessions.GetValueOrDefault((team, value)))
                {
                    case SessionEntry only:
                        found.Add(only);
                        break;
                    case HashSet<SessionEntry> several:
                        found.UnionWith(several);
                        break;
                }
            }
        }
        return found.Select(session => session.Summary).OfType<SessionSummary>().OrderBy(summary => summary, ByActivity.LatestFirst);
    }

    private void Add(SessionEntry session, TValue value)
    {
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(sessions, (session.Key.Team, value), out _);
        if (slot is null || slot == session)
            slot = session;
        else if (slot is HashSet<SessionEntry> several)
            several.Add(session);
        else
            slot = new HashSet<SessionEntry> { (SessionEntry)slot, session };
    }

    private void Remove(SessionEntry session, TValue value)
    {
        var key = (session.Key.Team, value);
        var slot = sessions.GetValueOrDefault(key);
        if (slot == session || (slot is HashSet<SessionEntry> several && several.Remove(session) && several.Count == 0))
            sessions.Remove(key);
    }
}
