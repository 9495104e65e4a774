using System.Diagnostics.Metrics;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary>A number that is added to without a lock.</summary>
internal sealed class Number
{
    private double value;

    public double Value => Volatile.Read(ref value);

    public void Set(double to) => Volatile.Write(ref value, to);

    public void Add(double by)
    {
        double before;
        do
            before = Volatile.Read(ref value);
        while (Interlocked.CompareExchange(ref value, before + by, before) != before);
    }
}

internal sealed class CounterFamily(Instrument instrument) : Family<Number>(instrument, "counter", "_total")
{
    protected override Number New() => new();

    protected override void Add(Number series, double value) => series.Add(value);

    protected override void Write(PrometheusText text, string[] names, Labels labels, Number series) => text.Sample(Name, names, labels, series.Value);
}

internal sealed class GaugeFamily(Instrument instrument) : Family<Number>(instrument, "gauge", "")
{
    protected override Number New() => new();

    protected override void Add(Number series, double value) => series.Set(value);

    protected override void Write(PrometheusText text, string[] names, Labels labels, Number series) => text.Sample(Name, names, labels, series.Value);
}
