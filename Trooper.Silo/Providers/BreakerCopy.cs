using Trooper.Core.Providers;
using Trooper.Grains.Providers;

namespace Trooper.Silo.Providers;

/// <summary>A provider's breaker as this node last heard of it, and what it saw of the provider's latency itself.</summary>
internal sealed class BreakerCopy(string provider)
{
    private readonly Lock gate = new();
    private volatile BreakerNews news = new(provider, 0, Breaker.Healthy);
    private double milliseconds = -1;

    public Breaker Breaker => news.Breaker;

    public long Version => news.Version;

    public ProviderStatus Status => new(provider, Breaker, milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Takes what is newer than what is here: pushes and answers may overtake each other.</summary>
    public bool Take(BreakerNews heard)
    {
        lock (gate)
        {
            if (heard.Version >= news.Version)
                news = heard;
        }
        return true;
    }

    /// <summary>What the cluster would say if it could be asked. It is forgotten as soon as it answers.</summary>
    public void Guess(Breaker breaker)
    {
        lock (gate)
            news = news with { Breaker = breaker };
    }

    // Half the weight on the latest; a lost update among many is no harm.
    public void Observe(TimeSpan latency) => milliseconds = milliseconds < 0 ? latency.TotalMilliseconds : (milliseconds + latency.TotalMilliseconds) / 2;
}
