using System.Collections.Concurrent;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Api.Providers;
using Trooper.Api.Sessions;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Dashboard;

/// <summary>
/// A team's latest sessions as the journal has them, whichever node they live on. It is looked at only while somebody of the team watches, and once a
/// second however many do.
/// </summary>
internal sealed class Wall(IJournal journal, IProviders providers, TurnActivity activity, CurrentOptions options, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int MostSessions = 300;

    private readonly ConcurrentDictionary<string, LastLook> looks = [];

    public async ValueTask<WallMoment> Look(string team, CancellationToken cancellation)
    {
        var last = looks.GetOrAdd(team, static _ => new());
        await last.Gate.WaitAsync(cancellation);
        try
        {
            if (last.Moment is { } moment && time.GetElapsedTime(last.At) < Interval * 0.8)
                return moment;
            var page = await journal.List(new(team, MostSessions), cancellation);
            last.At = time.GetTimestamp();
            return last.Moment = new(
                [.. page.Sessions.Select(session => new WallSession(SessionView.Of(session), activity.IsUnderWay(session.Key)))],
                ProviderView.All(options.Now, providers, team));
        }
        finally
        {
            last.Gate.Release();
        }
    }

    /// <summary>What was seen last of a team's sessions.</summary>
    private sealed class LastLook
    {
        public readonly SemaphoreSlim Gate = new(1, 1);
        public WallMoment? Moment;
        public long At;
    }
}
