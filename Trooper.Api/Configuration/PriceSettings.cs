using System.Globalization;
using Trooper.Core.Usage;

namespace Trooper.Api.Configuration;

/// <summary>
/// Prices as they are set, beside those that are known: <c>"Prices": { "gpt-4o": { "input": 2.5, "output": 10, "cache_read": 1.25 } }</c>, dollars for a
/// million tokens.
/// </summary>
internal static class PriceSettings
{
    public const string Name = "Prices";

    private const string Accepted = "US dollars for a million tokens, from 0 to 1000000";

    private static readonly string[] Fields = ["input", "output", "cache_read", "cache_write"];

    /// <exception cref="SettingException">A value is malformed.</exception>
    public static PriceTable Read(IConfiguration configuration)
    {
        var prices = new Dictionary<string, Price>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in Models(Section(configuration), ""))
            prices[model.Name] = Read(model.Name, model.Fields);
        return PriceTable.Known.With(prices);
    }

    public static bool IsSame(IConfiguration before, IConfiguration after) => Section(before).AsEnumerable().ToHashSet().SetEquals(Section(after).AsEnumerable());

    private static IConfigurationSection Section(IConfiguration configuration) => configuration.GetSection($"{ConfigFile.Section}:{Name}");

    // A model's name may hold the colon that parts a setting's path.
    private static IEnumerable<(string Name, IConfigurationSection Fields)> Models(IConfigurationSection section, string name)
    {
        var children = section.GetChildren().ToList();
        if (children.Exists(child => child.Value is not null))
            return [(name, section)];
        return children.SelectMany(child => Models(child, name.Length == 0 ? child.Key : $"{name}:{child.Key}"));
    }

    private static Price Read(string model, IConfigurationSection fields)
    {
        foreach (var field in fields.GetChildren())
        {
            if (!Fields.Contains(field.Key, StringComparer.OrdinalIgnoreCase))
                throw new SettingException($"{Name}:{model}", field.Key, $"the fields {string.Join(", ", Fields)}");
        }
        var input = Dollars("input") ?? throw new SettingException($"{Name}:{model}:input", "", Accepted);
        var output = Dollars("output") ?? throw new SettingException($"{Name}:{model}:output", "", Accepted);
        return new(input, output) { CacheRead = Dollars("cache_read") ?? input, CacheWrite = Dollars("cache_write") ?? input };

        decimal? Dollars(string field)
        {
            if (fields[field] is not { Length: > 0 } text)
                return null;
            return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars) && dollars is >= 0 and <= 1_000_000
                ? dollars
                : throw new SettingException($"{Name}:{model}:{field}", text, Accepted);
        }
    }
}
