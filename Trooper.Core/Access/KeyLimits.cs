namespace Trooper.Core.Access;

/// <summary>How much a key may use; null is without a limit.</summary>
public sealed record KeyLimits
{
    public static readonly KeyLimits None = new();

    public int? RequestsPerMinute { get; init; }

    /// <summary>Input and output tokens of paid providers in a UTC day.</summary>
    public long? TokensPerDay { get; init; }

    /// <summary>Streamed answers under way at once.</summary>
    public int? ConcurrentStreams { get; init; }

    /// <summary>US dollars in a UTC month, by the price table.</summary>
    public decimal? MoneyPerMonth { get; init; }

    /// <summary>Whether a request over a limit is answered by the local model instead of refused.</summary>
    public bool LocalWhenOver { get; init; }
}
