using Trooper.Api.Configuration;
using Trooper.Api.Sessions;
using Trooper.Grains;
using Trooper.Silo.Sessions;

namespace Trooper.Silo.Operations;

/// <summary>Tells the cluster, once this node is in it, how long sessions are kept.</summary>
internal sealed class RetentionSetting(CurrentOptions options, IGrainFactory grains, Patience patience) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await patience.Call(Patience.ForBackground, async () =>
        {
            await grains.GetGrain<IRetentionGrain>(0).Keep(options.Now.SessionTtl, Retention.IntervalFor(options.Now.SessionTtl ?? default));
            return true;
        }, stoppingToken);
    }
}
