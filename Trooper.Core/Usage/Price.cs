using Trooper.Core.Sessions;

namespace Trooper.Core.Usage;

/// <summary>US dollars for a million tokens of a model.</summary>
public sealed record Price(decimal Input, decimal Output)
{
    private const decimal Million = 1_000_000;

    public static readonly Price Free = new(0, 0);

    /// <summary>Of input that the provider had in its cache.</summary>
    public decimal CacheRead { get; init; } = Input;

    /// <summary>Of input that it put there.</summary>
    public decimal CacheWrite { get; init; } = Input;

    public decimal Of(in TokenUsage usage)
    {
        var fresh = Math.Max(0, usage.Input - usage.CacheRead - usage.CacheWrite);
        return ((fresh * Input) + (usage.CacheRead * CacheRead) + (usage.CacheWrite * CacheWrite) + (usage.Output * Output)) / Million;
    }
}
