namespace Trooper.Bench.Load.Client;

/// <summary>What one run against one target came to.</summary>
internal sealed class Measured(IReadOnlyList<Exchange> exchanges, Latencies eventDelays, TimeSpan elapsed, TimeSpan cpu)
{
    public int Requests => exchanges.Count;

    public double PerSecond => Requests / elapsed.TotalSeconds;

    public Latencies FirstByte { get; } = new(exchanges.Select(exchange => exchange.FirstByte - exchange.Started));

    public Latencies LastByte { get; } = new(exchanges.Select(exchange => exchange.LastByte - exchange.Started));

    public Latencies EventDelays => eventDelays;

    /// <summary>Processor time that the target spent on each request, in microseconds.</summary>
    public double CpuPerRequest => cpu.TotalMicroseconds / Requests;
}
