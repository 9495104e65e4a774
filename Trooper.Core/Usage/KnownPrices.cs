namespace Trooper.Core.Usage;

/// <summary>
/// List prices in US dollars for a million tokens, as the vendors' pages had them at the end of 2025 (standard tier, shorter prompts where a model has two
/// prices). They change: <c>Prices</c> in the settings goes over them.
/// </summary>
/// <remarks>
/// https://www.anthropic.com/pricing (a cache read costs a tenth of the input, a write to the five-minute cache a quarter more than it) ·
/// https://platform.openai.com/docs/pricing · https://ai.google.dev/gemini-api/docs/pricing
/// </remarks>
internal static class KnownPrices
{
    public static readonly IReadOnlyDictionary<string, Price> ByModel = new Dictionary<string, Price>
    {
        ["claude-opus-4-6"] = Claude(5, 25),
        ["claude-opus-4-5"] = Claude(5, 25),
        ["claude-opus-4"] = Claude(15, 75),
        ["claude-sonnet-4"] = Claude(3, 15),
        ["claude-haiku-4-5"] = Claude(1, 5),
        ["claude-3-7-sonnet"] = Claude(3, 15),
        ["claude-3-5-sonnet"] = Claude(3, 15),
        ["claude-3-5-haiku"] = Claude(0.80m, 4),
        ["claude-3-opus"] = Claude(15, 75),
        ["claude-3-haiku"] = Claude(0.25m, 1.25m) with { CacheRead = 0.03m, CacheWrite = 0.30m },

        ["gpt-5.2"] = Cached(1.75m, 0.175m, 14),
        ["gpt-5.2-pro"] = new(21, 168),
        ["gpt-5.1"] = Cached(1.25m, 0.125m, 10),
        ["gpt-5"] = Cached(1.25m, 0.125m, 10),
        ["gpt-5-mini"] = Cached(0.25m, 0.025m, 2),
        ["gpt-5-nano"] = Cached(0.05m, 0.005m, 0.40m),
        ["gpt-5-pro"] = new(15, 120),
        ["gpt-4.1"] = Cached(2, 0.50m, 8),
        ["gpt-4.1-mini"] = Cached(0.40m, 0.10m, 1.60m),
        ["gpt-4.1-nano"] = Cached(0.10m, 0.025m, 0.40m),
        ["gpt-4o"] = Cached(2.50m, 1.25m, 10),
        ["gpt-4o-2024-05-13"] = new(5, 15),
        ["gpt-4o-mini"] = Cached(0.15m, 0.075m, 0.60m),
        ["o1"] = Cached(15, 7.50m, 60),
        ["o1-pro"] = new(150, 600),
        ["o1-mini"] = Cached(1.10m, 0.55m, 4.40m),
        ["o3"] = Cached(2, 0.50m, 8),
        ["o3-pro"] = new(20, 80),
        ["o3-deep-research"] = Cached(10, 2.50m, 40),
        ["o3-mini"] = Cached(1.10m, 0.55m, 4.40m),
        ["o4-mini"] = Cached(1.10m, 0.275m, 4.40m),

        ["gemini-3-pro"] = Cached(2, 0.20m, 12),
        ["gemini-2.5-pro"] = Cached(1.25m, 0.125m, 10),
        ["gemini-2.5-flash"] = Cached(0.30m, 0.03m, 2.50m),
        ["gemini-2.5-flash-lite"] = Cached(0.10m, 0.01m, 0.40m),
        ["gemini-2.0-flash"] = Cached(0.10m, 0.025m, 0.40m),
        ["gemini-2.0-flash-lite"] = new(0.075m, 0.30m),
    };

    private static Price Claude(decimal input, decimal output) => new(input, output) { CacheRead = input / 10, CacheWrite = input * 1.25m };

    private static Price Cached(decimal input, decimal cacheRead, decimal output) => new(input, output) { CacheRead = cacheRead };
}
