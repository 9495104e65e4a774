using Trooper.Api.Configuration;
using Trooper.Grains;
using Trooper.Silo.Sessions;

namespace Trooper.Silo.Operations;

/// <summary>Tells the cluster, once this node is in it, how long sessions are kept.</summary>
internal sealed class RetentionSetting(CurrentOptions options, IGrainFactory grains, Patience patience) : BackgroundService
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1); // the shortest that a reminder may have
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromTicks(Math.Clamp((options.Now.SessionTtl ?? default).Ticks / 10, ShortestInterval.Ticks, LongestInterval.Ticks));
        await patience.Call(Patience.ForBackground, async () =>
        {
            await grains.GetGrain<IRetentionGrain>(0).Keep(options.Now.SessionTtl, interval);
            return true;
        }, stoppingToken);
    }
}
