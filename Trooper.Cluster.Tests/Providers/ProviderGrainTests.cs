using Trooper.Cluster.Tests.Hosting;
using Trooper.Core.Providers;
using Trooper.Grains.Providers;

namespace Trooper.Cluster.Tests.Providers;

/// <summary>A provider has one breaker, whichever nodes tell of it.</summary>
public sealed class ProviderGrainTests
{
    private static readonly FailureReport Failure = new("overloaded", null, TimeSpan.FromSeconds(60));

    [Fact]
    public async Task Failures_of_different_nodes_open_it_and_all_are_told()
    {
        await using var cluster = await TrooperCluster.Start();
        var node = new Listener();
        await Provider(cluster).Renew(cluster.Grains.CreateObjectReference<IProviderWatcher>(node), 0);
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
            await Provider(cluster).Failed(Failure);

        var told = await node.Open.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("claude", told.Provider);
        Assert.Equal("overloaded", told.Breaker.LastError);
        GC.KeepAlive(node);
    }

    [Fact]
    public async Task Pull_brings_what_a_lost_push_left_out()
    {
        await using var cluster = await TrooperCluster.Start();
        var node = cluster.Grains.CreateObjectReference<IProviderWatcher>(new Listener());
        var news = await Provider(cluster).Failed(Failure);

        Assert.Equal(news, (await Provider(cluster).Renew(node, 0))! with { Breaker = news.Breaker });
        Assert.Null(await Provider(cluster).Renew(node, news.Version));
    }

    [Fact]
    public async Task One_trial_is_granted_among_all()
    {
        await using var cluster = await TrooperCluster.Start();
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
            await Provider(cluster).Failed(Failure with { OpensFor = TimeSpan.Zero });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Provider(cluster).TryTrial()));
        Assert.Single(answers, answer => answer.IsGranted);

        await Provider(cluster).Released();
        Assert.True((await Provider(cluster).TryTrial()).IsGranted);
        Assert.True((await Provider(cluster).Succeeded()).Breaker.IsClosed);
    }

    [Fact]
    public async Task Is_open_still_after_it_left_memory()
    {
        await using var cluster = await TrooperCluster.Start();
        for (var failure = 0; failure < Breaker.FailuresToOpen; failure++)
            await Provider(cluster).Failed(Failure);
        await cluster.Forget();

        var news = await Provider(cluster).Renew(cluster.Grains.CreateObjectReference<IProviderWatcher>(new Listener()), 0);
        Assert.Equal(BreakerPosition.Open, news!.Breaker.Position);
    }

    private static IProviderGrain Provider(TrooperCluster cluster) => cluster.Grains.GetGrain<IProviderGrain>("claude");

    private sealed class Listener : IProviderWatcher
    {
        public TaskCompletionSource<BreakerNews> Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Changed(BreakerNews news)
        {
            if (!news.Breaker.IsClosed)
                Open.TrySetResult(news);
            return Task.CompletedTask;
        }
    }
}
