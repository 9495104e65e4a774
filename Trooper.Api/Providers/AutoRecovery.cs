using Trooper.Api.Configuration;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>Asks providers that failed for their list of models, which costs nothing, and takes them back when they answer.</summary>
internal sealed class AutoRecovery(CurrentOptions current, Upstreams upstreams, IProviders providers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var options = current.Now;
            if (!options.AutoRecovery)
                continue;
            foreach (var status in providers.Statuses().Where(status => !status.Breaker.IsClosed))
            {
                if (options.Chain.FirstOrDefault(provider => provider.Name == status.Name) is { } provider && (await ModelList.Ask(provider, upstreams.InvokerOf(provider), time, stoppingToken)).IsSuccess)
                    providers.Succeeded(provider.Name, status.Latency ?? TimeSpan.Zero);
            }
        }
    }
}
