using System.Globalization;
using System.Text.RegularExpressions;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary><c>/metrics</c> as Prometheus reads it: strictly, so that what it would refuse fails here.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, double> samples = [];
    private readonly Dictionary<string, string> types = [];

    private Scrape(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            Take(line);
    }

    public IReadOnlyDictionary<string, double> Samples => samples;

    /// <summary>The value of a series by its name and labels as they are written; 0 where there is none.</summary>
    public double this[string series] => samples.GetValueOrDefault(series);

    public string? TypeOf(string family) => types.GetValueOrDefault(family);

    public static async Task<Scrape> Of(HttpClient http)
    {
        var reply = await http.Send(HttpMethod.Get, "/metrics");
        Assert.Equal((200, "text/plain; version=0.0.4; charset=utf-8"), (reply.Status, reply.Header("Content-Type")));
        return Parse(reply.Body);
    }

    public static Scrape Parse(string text) => new(text);

    private void Take(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            return;
        if (TypeLine().Match(line) is { Success: true } type)
        {
            types.Add(type.Groups[1].Value, type.Groups[2].Value); // said twice, a scrape fails
            return;
        }
        var sample = SampleLine().Match(line);
        Assert.True(sample.Success, $"no line of the format: {line}");
        Assert.Contains(types.Keys, family => sample.Groups["name"].Value is var name && (name == family || name[..name.LastIndexOf('_')] == family));
        samples.Add(sample.Groups["series"].Value, double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^# TYPE ([a-z_]+) (counter|gauge|histogram)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<series>(?<name>[a-zA-Z_][a-zA-Z0-9_]*)(\{([a-z_]+="(\\["\\n]|[^"\\\n])*",?)+\})?) (?<value>-?[0-9.eE+-]+)$""")]
    private static partial Regex SampleLine();
}
