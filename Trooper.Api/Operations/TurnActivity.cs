using System.Collections.Concurrent;
using Trooper.Core.Sessions;

namespace Trooper.Api.Operations;

/// <summary>What this process has been doing: the turns under way, and of the last hours what each minute brought.</summary>
internal sealed class TurnActivity(TimeProvider time)
{
    private readonly ConcurrentDictionary<SessionKey, int> underWay = [];
    private readonly ConcurrentDictionary<string, TeamMinutes> teams = [];

    /// <summary>How many turns are under way.</summary>
    public int UnderWay => underWay.Sum(pair => pair.Value);

    public bool IsUnderWay(SessionKey session) => underWay.ContainsKey(session);

    /// <summary>A turn of the session has begun; it is over when the result is disposed.</summary>
    public IDisposable Begin(SessionKey session)
    {
        underWay.AddOrUpdate(session, 1, (_, count) => count + 1);
        return new TurnUnderWay(this, session);
    }

    /// <param name="team">Whose turn it was.</param>
    /// <param name="attempts">Who was asked.</param>
    /// <param name="latency">From the call of the provider that answered to its first content.</param>
    /// <param name="saved">Tokens kept off paid providers.</param>
    public void Ended(string team, IReadOnlyList<Attempt> attempts, TimeSpan latency, long saved) =>
        teams.GetOrAdd(team, static (_, time) => new(time), time).Count(attempts, latency, saved);

    /// <summary>The minutes in which something of the team's happened, the oldest first.</summary>
    /// <param name="team">Another team's are not its business.</param>
    /// <param name="from">Only those that begin at or after it.</param>
    public IReadOnlyList<MinuteView> Since(string team, DateTimeOffset from) => teams.TryGetValue(team, out var minutes) ? minutes.Since(from) : [];

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
