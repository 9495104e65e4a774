using Trooper.Core.Sessions;

namespace Trooper.Api.Operations;

/// <summary>What each of the last minutes brought to a team.</summary>
internal sealed class TeamMinutes(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Queue<Minute> minutes = [];
    private Minute? current;

    public void Count(IReadOnlyList<Attempt> attempts, TimeSpan latency, long saved)
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
}
