using System.Diagnostics.Metrics;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>Keeps what Trooper's instruments measure, and shows it as Prometheus reads it.</summary>
internal sealed class MetricsPage : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly SortedDictionary<string, IFamily> families = [];
    private readonly List<IFamily> observed = [];
    private readonly ProcessFigures process;
    private readonly Lock gate = new();

    public MetricsPage(TrooperMetrics metrics, TimeProvider time)
    {
        process = new ProcessFigures(time);
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == metrics.Meter && Make(instrument) is { } family)
                listener.EnableMeasurementEvents(instrument, family);
        };
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((IFamily)family!).Add(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((IFamily)family!).Add(value, tags));
        listener.Start();
        metrics.Saved(0); // a figure without labels is there from the start
    }

    public string Write()
    {
        var text = new PrometheusText();
        lock (gate)
        {
            foreach (var family in observed)
                family.Forget();
            listener.RecordObservableInstruments();
            foreach (var (_, family) in families)
                family.Write(text);
        }
        process.Write(text);
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private IFamily? Make(Instrument instrument)
    {
        if (!instrument.Name.StartsWith("trooper.", StringComparison.Ordinal))
            return null;
        IFamily? family = instrument switch
        {
            Counter<long> => new CounterFamily(instrument),
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => new HistogramFamily(instrument, bounds),
            { IsObservable: true } => new GaugeFamily(instrument),
            _ => null,
        };
        if (family is null)
            return null;
        families.Add(family.Name, family);
        if (instrument.IsObservable)
            observed.Add(family);
        return family;
    }
}
