using System.Globalization;
using System.Net;

namespace Trooper.Api.Configuration;

/// <summary>Reads settings by their names, from the environment or from <c>Trooper:</c> in a file; the environment wins.</summary>
internal sealed class SettingReader(IConfiguration configuration)
{
    public string? Text(string name)
    {
        var value = configuration[name] ?? configuration[$"{ConfigFile.Section}:{name}"] ?? Listed(name);
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    // In a file several values may also stand as a list.
    private string Listed(string name) => string.Join(',', configuration.GetSection($"{ConfigFile.Section}:{name}").GetChildren().Select(item => item.Value));

    public string Text(string name, string otherwise) => Text(name) ?? otherwise;

    public Uri Url(string name, string otherwise)
    {
        var text = Text(name, otherwise);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new SettingException(name, text, "an absolute http or https URL");
    }

    public int Number(string name, int otherwise, int from, int to)
    {
        if (Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw new SettingException(name, text, $"a whole number from {from} to {to}");
    }

    public bool Flag(string name) => Text(name)?.ToLowerInvariant() switch
    {
        null or "false" or "0" or "no" => false,
        "true" or "1" or "yes" => true,
        var text => throw new SettingException(name, text, "true or false"),
    };

    public TimeSpan Duration(string name, string otherwise) =>
        Durations.TryParse(Text(name, otherwise), out var duration) && duration > TimeSpan.Zero
            ? duration
            : throw new SettingException(name, Text(name, otherwise), "a duration such as 90s, 15m, 24h or 30d");

    /// <summary>A duration, or null for the word that means none.</summary>
    public TimeSpan? Duration(string name, string otherwise, string none)
    {
        var text = Text(name, otherwise);
        if (text == none)
            return null;
        return Durations.TryParse(text, out var duration) && duration > TimeSpan.Zero
            ? duration
            : throw new SettingException(name, text, $"a duration such as 90s, 15m, 24h or 30d, or {none}");
    }

    public IPAddress Address(string name, string otherwise)
    {
        var text = Text(name, otherwise);
        if (text == "localhost")
            return IPAddress.Loopback;
        return IPAddress.TryParse(text, out var address) ? address : throw new SettingException(name, text, "an IP address, such as 127.0.0.1 or 0.0.0.0");
    }

    public IReadOnlySet<int> Statuses(string name, string otherwise)
    {
        var text = Text(name, otherwise);
        var statuses = new HashSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 400 or > 599)
                throw new SettingException(name, text, "HTTP statuses from 400 to 599, separated by commas");
            statuses.Add(status);
        }
        return statuses;
    }
}
