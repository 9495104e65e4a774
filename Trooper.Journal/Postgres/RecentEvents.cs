using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Postgres;

/// <summary>
/// The latest events of the sessions that this process writes, for as long as the database is away: turns of live sessions can then still be given their
/// context. Bounded; the sessions that were written longest ago go first.
/// </summary>
internal sealed class RecentEvents(long maxBytes)
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionKey, LinkedListNode<Tail>> tails = [];
    private readonly LinkedList<Tail> byAge = new();
    private long bytes;

    /// <summary>To be told of every change that was written, in order.</summary>
    public void Add(SessionChange change)
    {
        lock (gate)
        {
            if (!tails.TryGetValue(change.Key, out var node) || node.Value.Last != change.Expected)
            {
                Remove(change.Key);
                tails[change.Key] = node = new(new(change.Key, change.Expected));
            }
            else
            {
                byAge.Remove(node);
            }
            byAge.AddLast(node);
            node.Value.Events.AddRange(change.Stored);
            node.Value.Bytes += change.Size;
            bytes += change.Size;
            while (bytes > maxBytes && byAge.First is { } oldest)
                Remove(oldest.Value.Session);
        }
    }

    /// <summary>The session was deleted, or another wrote to it.</summary>
    public void Forget(SessionKey session)
    {
        lock (gate)
            Remove(session);
    }

    /// <returns>The events of the range, as far as there are any; null when the first of them is not here.</returns>
    public IReadOnlyList<RecordedEvent>? Read(SessionKey session, long from, long to)
    {
        CutEvent[] found;
        lock (gate)
        {
            if (!tails.TryGetValue(session, out var node) || from <= node.Value.Before || from > node.Value.Last)
                return null;
            var tail = node.Value;
            found = [.. tail.Events.Skip((int)(from - tail.Before - 1)).Take((int)(Math.Min(to, tail.Last) - from + 1))];
        }
        return [.. found.Select((stored, place) => new RecordedEvent(from + place, SessionEventJson.ReadEvent(Join(stored).Span)))];
    }

    private static ReadOnlyMemory<byte> Join(CutEvent stored) =>
        CutEvent.Join(stored.Json, hash => stored.Blocks.First(block => block.Hash == hash).Bytes);

    private void Remove(SessionKey session)
    {
        if (!tails.Remove(session, out var node))
            return;
        byAge.Remove(node);
        bytes -= node.Value.Bytes;
    }

    /// <summary>A session's events behind the version <paramref name="before"/>.</summary>
    private sealed class Tail(SessionKey session, long before)
    {
        public SessionKey Session => session;

        public long Before => before;

        public long Last => before + Events.Count;

        public List<CutEvent> Events { get; } = [];

        public long Bytes { get; set; }
    }
}
