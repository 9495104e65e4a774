using Microsoft.Extensions.Configuration;
using Trooper.Api.Configuration;
using Trooper.Core.Usage;

namespace Trooper.Tests.Configuration;

public sealed class PriceSettingTests
{
    [Fact]
    public void A_price_that_is_set_goes_over_a_known_one()
    {
        var prices = Read(("Trooper:Prices:gpt-4o:input", "9"), ("Trooper:Prices:gpt-4o:output", "90"), ("Trooper:Prices:gpt-4o:cache_read", "0.9"));

        Assert.Equal(new Price(9, 90) { CacheRead = 0.9m, CacheWrite = 9 }, prices.Find("gpt-4o-2024-11-20"));
        Assert.Equal(PriceTable.Known.Find("gpt-4o-mini"), prices.Find("gpt-4o-mini"));
    }

    [Fact]
    public void A_model_s_name_may_hold_a_colon() =>
        Assert.Equal(new Price(1, 2), Read(("Trooper:Prices:vendor/model:free:input", "1"), ("Trooper:Prices:vendor/model:free:output", "2")).Find("vendor/model:free"));

    [Theory]
    [InlineData("input", "cheap", "Prices:m:input: 'cheap' is not accepted: US dollars for a million tokens")]
    [InlineData("input", "-1", "Prices:m:input: '-1'")]
    [InlineData("per_call", "1", "Prices:m: 'per_call' is not accepted: the fields input, output, cache_read, cache_write")]
    [InlineData("input", "1", "Prices:m:output: ''")]
    public void What_is_no_price_is_named(string field, string value, string complaint)
    {
        var refusal = Assert.Throws<SettingException>(() => Read(($"Trooper:Prices:m:{field}", value)));

        Assert.StartsWith(complaint, refusal.Message, StringComparison.Ordinal);
    }

    private static PriceTable Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        return PriceSettings.Read(configuration);
    }
}
