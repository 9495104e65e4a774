using Trooper.Core.Sessions;
using Trooper.Core.Usage;

namespace Trooper.Tests.Usage;

public sealed class PriceTableTests
{
    [Theory]
    [InlineData("claude-haiku-4-5-20251001", 1, 5)]
    [InlineData("claude-sonnet-4-5-20250929", 3, 15)]
    [InlineData("claude-opus-4-1", 15, 75)]
    [InlineData("claude-opus-4-5", 5, 25)]
    [InlineData("GPT-4o", 2.5, 10)]
    [InlineData("gpt-4o-mini-2024-07-18", 0.15, 0.6)]
    [InlineData("gpt-5-codex", 1.25, 10)]
    [InlineData("models/gemini-2.0-flash", 0.1, 0.4)]
    [InlineData("gemini-2.5-flash-lite-preview-09-2025", 0.1, 0.4)]
    public void A_model_has_the_price_of_the_longest_name_that_its_own_goes_on_from(string model, double input, double output)
    {
        var price = PriceTable.Known.Find(model);

        Assert.Equal(((decimal)input, (decimal)output), (price!.Input, price.Output));
    }

    [Theory]
    [InlineData("gpt-5.9")]
    [InlineData("gpt-4oo")]
    [InlineData("claude")]
    [InlineData("deepseek-r1")]
    [InlineData("")]
    public void Another_name_that_only_begins_alike_has_none(string model) => Assert.Null(PriceTable.Known.Find(model));

    [Fact]
    public void Cached_input_is_counted_at_its_own_price()
    {
        var price = new Price(2, 10) { CacheRead = 0.2m, CacheWrite = 2.5m };

        var cost = price.Of(new TokenUsage(Input: 1_000_000, Output: 100_000, CacheRead: 600_000, CacheWrite: 100_000));

        Assert.Equal((0.3m * 2) + (0.6m * 0.2m) + (0.1m * 2.5m) + 1, cost);
    }

    [Fact]
    public void No_known_price_is_below_nothing_and_a_cache_is_not_dearer_to_read_than_to_do_without() =>
        Assert.All(PriceTable.Known.Models.Select(model => PriceTable.Known.Find(model)!), price =>
        {
            Assert.True(price.Input > 0 && price.Output >= price.Input);
            Assert.True(price.CacheRead <= price.Input);
        });
}
