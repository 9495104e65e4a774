using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>One instrument as Prometheus shows it: a name, and a series for each combination of its labels' values.</summary>
internal abstract class Family<TSeries>(Instrument instrument, string type, string suffix) : IFamily where TSeries : class
{
    /// <summary>A model's or provider's whim must not fill the memory: what comes beyond is counted as one.</summary>
    public const int MostSeries = 500;

    private readonly ConcurrentDictionary<Labels, TSeries> series = [];
    private string[] labelNames = [];

    public string Name { get; } = NameOf(instrument) + suffix;

    public void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!series.TryGetValue(Labels.Of(tags), out var found))
            found = NewSeries(tags);
        Add(found, value);
    }

    public void Forget() => series.Clear();

    public void Write(PrometheusText text)
    {
        text.Head(Name, type, instrument.Description ?? "");
        foreach (var (labels, found) in series.OrderBy(pair => pair.Key.First, StringComparer.Ordinal).ThenBy(pair => pair.Key.Second, StringComparer.Ordinal).ThenBy(pair => pair.Key.Third, StringComparer.Ordinal))
            Write(text, labelNames, labels, found);
    }

    protected abstract TSeries New();

    protected abstract void Add(TSeries series, double value);

    protected abstract void Write(PrometheusText text, string[] names, Labels labels, TSeries series);

    private TSeries NewSeries(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (labelNames.Length != tags.Length)
        {
            var names = new string[tags.Length];
            for (var place = 0; place < names.Length; place++)
                names[place] = tags[place].Key;
            labelNames = names;
        }
        return series.GetOrAdd(series.Count < MostSeries ? Labels.Of(tags) : Labels.Rest, static (_, family) => family.New(), this);
    }

    private static string NameOf(Instrument instrument) => instrument.Name.Replace('.', '_') + instrument.Unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };
}

internal interface IFamily
{
    string Name { get; }

    void Add(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags);

    /// <summary>Drops what was observed: it is observed anew before it is written.</summary>
    void Forget();

    void Write(PrometheusText text);
}
