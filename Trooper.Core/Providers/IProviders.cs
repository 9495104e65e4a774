namespace Trooper.Core.Providers;

/// <summary>
/// The providers' health, shared by all nodes. Each node holds a snapshot, so that a healthy request asks nobody; failures are reported at once,
/// successes only where they change something.
/// </summary>
public interface IProviders
{
    /// <summary>Whether a request may be made: the breaker is closed, or this caller was granted the trial.</summary>
    ValueTask<bool> MayCall(string provider);

    /// <summary>The provider answered. <paramref name="latency"/> is the time to its first content.</summary>
    void Succeeded(string provider, TimeSpan latency);

    /// <param name="provider">The provider's name.</param>
    /// <param name="error">What was wrong, without secrets.</param>
    /// <param name="backAt">When the provider said it would be back.</param>
    ValueTask Failed(string provider, string error, DateTimeOffset? backAt);

    /// <summary>A call ended without telling anything of the provider: the client's mistake, or it hung up.</summary>
    void Released(string provider);

    IReadOnlyList<ProviderStatus> Statuses();
}

/// <param name="Latency">Of late, the time to first content; null before the first answer.</param>
public sealed record ProviderStatus(string Name, Breaker Breaker, TimeSpan? Latency);
