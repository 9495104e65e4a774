using System.Collections.Concurrent;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Core.Providers;
using Trooper.Grains.Providers;
using Trooper.Silo.Sessions;

namespace Trooper.Silo.Providers;

/// <summary>
/// This node's copy of the cluster's breakers. A healthy request looks only here. Changes are pushed; a pull every few seconds repairs what a lost
/// push left wrong, and renews the subscription.
/// </summary>
internal sealed partial class ClusterProviders : BackgroundService, IProviders, IProviderWatcher, IReadinessCheck
{
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(15);

    private readonly IGrainFactory grains;
    private readonly TimeProvider time;
    private readonly ILogger<ClusterProviders> log;
    private readonly CurrentOptions options;
    private readonly ConcurrentDictionary<string, BreakerCopy> copies;
    private long heardAt;

    public ClusterProviders(CurrentOptions options, IGrainFactory grains, TimeProvider time, ILogger<ClusterProviders> log)
    {
        (this.options, this.grains, this.time, this.log) = (options, grains, time, log);
        copies = new(options.Now.Chain.Select(provider => KeyValuePair.Create(provider.Name, new BreakerCopy(provider.Name))));
        heardAt = time.GetTimestamp();
    }

    /// <summary>What is asked every few seconds here tells whether there is a cluster to ask.</summary>
    public string? WhyNot => time.GetElapsedTime(Interlocked.Read(ref heardAt)) > SilentAfter ? "no silo of the cluster answers" : null;

    public async ValueTask<bool> MayCall(string provider)
    {
        var breaker = Of(provider).Breaker;
        if (breaker.IsClosed)
            return true;
        if (!breaker.IsTrialDue(time.GetUtcNow()))
            return false;
        return await Ask(provider, async grain =>
        {
            var answer = await grain.TryTrial();
            Of(provider).Take(answer.News);
            return answer.IsGranted;
        });
    }

    public void Succeeded(string provider, TimeSpan latency)
    {
        var copy = Of(provider);
        copy.Observe(latency);
        if (copy.Breaker is not { IsClosed: true, Failures: 0 })
            _ = Ask(provider, async grain => copy.Take(await grain.Succeeded()));
    }

    public async ValueTask Failed(string provider, string error, DateTimeOffset? backAt)
    {
        var copy = Of(provider);
        if (!await Ask(provider, async grain => copy.Take(await grain.Failed(new(error, backAt, options.Now.BreakerCooldown)))))
            copy.Guess(copy.Breaker.Failed(time.GetUtcNow(), error, backAt, options.Now.BreakerCooldown));
    }

    public void Released(string provider)
    {
        var copy = Of(provider);
        if (copy.Breaker.Position == BreakerPosition.HalfOpen)
            _ = Ask(provider, async grain => copy.Take(await grain.Released()));
    }

    public IReadOnlyList<ProviderStatus> Statuses() => [.. options.Now.Chain.Select(provider => Of(provider.Name).Status)];

    public Task Changed(BreakerNews news)
    {
        if (copies.TryGetValue(news.Provider, out var copy))
            copy.Take(news);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IProviderWatcher>(this);
        using var timer = new PeriodicTimer(RenewEvery, time);
        do
        {
            foreach (var (provider, copy) in copies)
            {
                await Ask(provider, async grain =>
                {
                    if (await grain.Renew(self, copy.Version) is { } news)
                        copy.Take(news);
                    return true;
                });
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    // One that joined the chain since the start is asked about from now on.
    private BreakerCopy Of(string provider) => copies.GetOrAdd(provider, static name => new(name));

    // The request goes on without its answer: what this node knows is good for a while.
    private async Task<bool> Ask(string provider, Func<IProviderGrain, Task<bool>> call)
    {
        try
        {
            var answer = await call(grains.GetGrain<IProviderGrain>(provider)).WaitAsync(Patience.ForNote, time);
            Interlocked.Exchange(ref heardAt, time.GetTimestamp());
            return answer;
        }
        catch (Exception e) when (Patience.MayPass(e) || e is System.Data.Common.DbException)
        {
            LogNotReached(provider, e.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The state of {Provider} can't be asked or told now: {Reason}")]
    private partial void LogNotReached(string provider, string reason);
}
