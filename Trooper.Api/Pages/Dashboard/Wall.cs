using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Api.Providers;
using Trooper.Api.Sessions;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Dashboard;

/// <summary>
/// The latest sessions as the journal has them, whichever node they live on. It is looked at only while somebody watches, and once a second
/// however many do.
/// </summary>
internal sealed class Wall(IJournal journal, IProviders providers, TurnActivity activity, CurrentOptions options, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private const int MostSessions = 300;

    private readonly SemaphoreSlim gate = new(1, 1);
    private WallMoment? moment;
    private long lookedAt;

    public async ValueTask<WallMoment> Look(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (moment is not null && time.GetElapsedTime(lookedAt) < Interval * 0.8)
                return moment;
            var page = await journal.List(new(SessionKey.NoTeam, MostSessions), cancellation);
            lookedAt = time.GetTimestamp();
            return moment = new(
                [.. page.Sessions.Select(session => new WallSession(SessionView.Of(session), activity.IsUnderWay(session.Key)))],
                ProviderView.All(options.Now, providers));
        }
        finally
        {
            gate.Release();
        }
    }
}
