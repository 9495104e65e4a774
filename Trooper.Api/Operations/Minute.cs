namespace Trooper.Api.Operations;

/// <summary>One minute's turns, in as little memory whatever their number.</summary>
internal sealed class Minute(DateTimeOffset at)
{
    /// <summary>How many are kept: three busy hours.</summary>
    public const int Kept = 180;

    private readonly SortedDictionary<string, Latencies> providers = [];

    public DateTimeOffset At => at;
    public long TokensSaved { get; set; }
    public int Fallbacks { get; set; }

    public Latencies Of(string provider)
    {
        if (!providers.TryGetValue(provider, out var latencies))
            providers[provider] = latencies = new();
        return latencies;
    }

    public MinuteView View() => new(at, TokensSaved, Fallbacks, providers.ToDictionary(pair => pair.Key, pair => pair.Value.View()));

    /// <summary>Latencies counted in steps of an eighth of a doubling: a percentile is right to within a tenth.</summary>
    internal sealed class Latencies
    {
        private const int StepsPerDoubling = 8;
        private readonly int[] counts = new int[24 * StepsPerDoubling];
        private int requests;

        public void Observe(TimeSpan latency)
        {
            requests++;
            var step = (int)(Math.Log2(Math.Max(1, latency.TotalMilliseconds * 4)) * StepsPerDoubling);
            counts[Math.Min(step, counts.Length - 1)]++;
        }

        public ProviderMinuteView View() => new(requests, Percentile(0.50), Percentile(0.95));

        private double Percentile(double share)
        {
            var rank = (int)Math.Ceiling(requests * share);
            var step = 0;
            for (var seen = counts[0]; seen < rank; seen += counts[step])
                step++;
            return Math.Round(Math.Pow(2, (step + 0.5) / StepsPerDoubling) / 4, 1);
        }
    }
}

/// <summary>A minute's turns: tokens kept off paid providers, fallbacks, and for each provider its answers and their latency.</summary>
internal sealed record MinuteView(DateTimeOffset At, long TokensSaved, int Fallbacks, IReadOnlyDictionary<string, ProviderMinuteView> Providers);

internal sealed record ProviderMinuteView(int Requests, double P50, double P95);
