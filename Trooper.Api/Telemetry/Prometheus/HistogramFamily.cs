using System.Diagnostics.Metrics;
using System.Globalization;

namespace Trooper.Api.Telemetry.Prometheus;

internal sealed class HistogramFamily(Instrument instrument, IReadOnlyList<double> bounds) : Family<HistogramFamily.Counts>(instrument, "histogram", "")
{
    private readonly string[] boundTexts = [.. bounds.Select(bound => bound.ToString(CultureInfo.InvariantCulture)), "+Inf"];
    private readonly double[] sortedBounds = [.. bounds];

    protected override Counts New() => new(sortedBounds.Length + 1);

    protected override void Add(Counts series, double value)
    {
        var place = Array.BinarySearch(sortedBounds, value);
        series.Add(place < 0 ? ~place : place, value); // a bound belongs to its own bucket
    }

    protected override void Write(PrometheusText text, string[] names, Labels labels, Counts series)
    {
        var total = 0L;
        for (var place = 0; place < boundTexts.Length; place++)
            text.Sample($"{Name}_bucket", names, labels, total += series[place], ("le", boundTexts[place]));
        text.Sample($"{Name}_sum", names, labels, series.Sum);
        text.Sample($"{Name}_count", names, labels, total);
    }

    internal sealed class Counts(int buckets)
    {
        private readonly long[] counts = new long[buckets];
        private readonly Number sum = new();

        public double Sum => sum.Value;

        public long this[int place] => Volatile.Read(ref counts[place]);

        public void Add(int place, double value)
        {
            Interlocked.Increment(ref counts[place]);
            sum.Add(value);
        }
    }
}
