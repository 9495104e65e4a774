using Trooper.Core.Providers;

namespace Trooper.Grains.Providers;

/// <summary>A provider's breaker as it is stored.</summary>
[GenerateSerializer, Alias("trooper.breaker-state")]
public sealed class BreakerState
{
    [Id(0)]
    public long Version { get; set; }

    [Id(1)]
    public Breaker? Breaker { get; set; }
}
