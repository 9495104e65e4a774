using System.Collections.Concurrent;
using Trooper.Core.Sessions;

namespace Trooper.Api.Operations;

/// <summary>What this process has been doing: the turns under way, and of the last hours what each minute brought.</summary>
internal sealed class TurnActivity(TimeProvider time)
{
    private readonly ConcurrentDictionary<SessionKey, int> underWay = [];
    private readonly Lock gate = new();
    private readonly Queue<Minute> minutes = [];
    private Minute? current;

    /// <summary>How many turns are under way.</summary>
    public int UnderWay => underWay.Sum(pair => pair.Value);

    public bool IsUnderWay(SessionKey session) => underWay.ContainsKey(session);

    /// <summary>A turn of the session has begun; it is over when the result is disposed.</summary>
    public IDisposable Begin(SessionKey session)
    {
        underWay.AddOrUpdate(session, 1, (_, count) => count + 1);
        return new TurnUnderWay(this, session);
    }

    /// <param name="latency">From the call of the provider that answered to its first content.</param>
    public void Ended(IReadOnlyList<Attempt> attempts, TimeSpan latency, long saved)
    {
        lock (gate)
        {
            var now = Now();
            now.TokensSaved += saved;
            for (var at = 0; at < attempts.Count; at++)
            {
                var attempt = attempts[at];
                if (attempt.Outcome == Attempt.Ok)
                    now.Of(attempt.Provider).Observe(latency);
                else if (at + 1 < attempts.Count)
                    now.Fallbacks++;
            }
        }
    }

    /// <summary>The minutes in which something happened, the oldest first.</summary>
    /// <param name="from">Only those that begin at or after it.</param>
    public IReadOnlyList<MinuteView> Since(DateTimeOffset from)
    {
        lock (gate)
            return [.. minutes.Where(minute => minute.At >= from).Select(minute => minute.View())];
    }

    private Minute Now()
    {
        var at = time.GetUtcNow();
        at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
        if (current?.At == at)
            return current;
        minutes.Enqueue(current = new(at));
        while (minutes.Count > Minute.Kept)
            minutes.Dequeue();
        return current;
    }

    private void Over(SessionKey session)
    {
        // Counted down under the dictionary's own eyes: two turns of a session may end at once.
        while (underWay.TryGetValue(session, out var count))
        {
            if (count > 1 ? underWay.TryUpdate(session, count - 1, count) : underWay.TryRemove(new(session, count)))
                return;
        }
    }

    private sealed class TurnUnderWay(TurnActivity activity, SessionKey session) : IDisposable
    {
        public void Dispose() => activity.Over(session);
    }
}
