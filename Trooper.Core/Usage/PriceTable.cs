using System.Collections.Frozen;

namespace Trooper.Core.Usage;

/// <summary>
/// Prices by the models' names. A model whose own name is not there has the price of the longest one that its name goes on from, at a <c>-</c>,
/// <c>@</c> or <c>:</c>: dates and variants of a model cost what it costs, unless they are there themselves.
/// </summary>
public sealed class PriceTable
{
    private readonly FrozenDictionary<string, Price> prices;

    private PriceTable(IReadOnlyDictionary<string, Price> prices) => this.prices = prices.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The public models of the clouds, by their price lists.</summary>
    public static PriceTable Known { get; } = new(KnownPrices.ByModel);

    public IEnumerable<string> Models => prices.Keys;

    /// <returns>Null for a model of which nothing is known.</returns>
    public Price? Find(string model)
    {
        var name = model.AsSpan();
        if (name.StartsWith("models/", StringComparison.OrdinalIgnoreCase))
            name = name["models/".Length..]; // as Gemini writes it
        var byName = prices.GetAlternateLookup<ReadOnlySpan<char>>();
        while (name.Length > 0)
        {
            if (byName.TryGetValue(name, out var price))
                return price;
            name = name[..Math.Max(0, name.LastIndexOfAny("-@:"))];
        }
        return null;
    }

    /// <summary>This table, with these prices over its own.</summary>
    public PriceTable With(IReadOnlyDictionary<string, Price> changes)
    {
        if (changes.Count == 0)
            return this;
        var all = new Dictionary<string, Price>(prices, StringComparer.OrdinalIgnoreCase);
        foreach (var (model, price) in changes)
            all[model] = price;
        return new(all);
    }
}
