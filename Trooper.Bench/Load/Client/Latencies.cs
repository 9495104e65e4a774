namespace Trooper.Bench.Load.Client;

/// <summary>Durations in the clock's ticks, as percentiles.</summary>
internal sealed class Latencies(IEnumerable<long> ticks)
{
    private readonly long[] sorted = [.. ticks.Order()];

    public int Count => sorted.Length;

    public double Milliseconds(double percentile) =>
        sorted.Length == 0 ? double.NaN : TimeProvider.System.GetElapsedTime(0, sorted[(int)((sorted.Length - 1) * percentile / 100)]).TotalMilliseconds;

    public double P50 => Milliseconds(50);

    public double P99 => Milliseconds(99);
}
