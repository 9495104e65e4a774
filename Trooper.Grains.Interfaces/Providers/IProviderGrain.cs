using Trooper.Core.Providers;

namespace Trooper.Grains.Providers;

/// <summary>
/// A provider's breaker, one for the whole cluster. Nodes hold a copy, so that a healthy request makes no call here; the copy is pushed to them
/// when it changes, and pulled now and then in case a push was lost.
/// </summary>
[Alias("trooper.provider")]
public interface IProviderGrain : IGrainWithStringKey
{
    [Alias("failed")]
    Task<BreakerNews> Failed(FailureReport report);

    [Alias("succeeded")]
    Task<BreakerNews> Succeeded();

    /// <summary>A trial ended without telling anything of the provider.</summary>
    [Alias("released")]
    Task<BreakerNews> Released();

    /// <summary>Grants the one half-open trial of the cluster, if it is due.</summary>
    [Alias("try-trial")]
    Task<TrialAnswer> TryTrial();

    /// <summary>Keeps the node on the list of those to be told.</summary>
    /// <returns>The breaker; null when the node has the latest.</returns>
    [Alias("renew")]
    Task<BreakerNews?> Renew(IProviderWatcher node, long knownVersion);
}

/// <summary>A node that holds a copy of the breaker.</summary>
[Alias("trooper.provider-watcher")]
public interface IProviderWatcher : IGrainObserver
{
    [Alias("changed"), Orleans.Concurrency.OneWay]
    Task Changed(BreakerNews news);
}

/// <param name="Provider">The provider's name.</param>
/// <param name="Version">Of two, the greater one is the newer.</param>
/// <param name="Breaker">The breaker as it is now.</param>
[GenerateSerializer, Immutable, Alias("trooper.breaker-news")]
public sealed record BreakerNews(string Provider, long Version, Breaker Breaker);

/// <param name="Error">What was wrong, without secrets.</param>
/// <param name="BackAt">When the provider said it would be back.</param>
/// <param name="OpensFor">The least time without a request once the breaker is open.</param>
[GenerateSerializer, Immutable, Alias("trooper.failure-report")]
public sealed record FailureReport(string Error, DateTimeOffset? BackAt, TimeSpan OpensFor);

[GenerateSerializer, Immutable, Alias("trooper.trial-answer")]
public sealed record TrialAnswer(bool IsGranted, BreakerNews News);
