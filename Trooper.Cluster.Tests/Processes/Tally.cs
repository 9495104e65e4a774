using System.Collections.Concurrent;
using System.Diagnostics;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>What became of all requests.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<Ending, int> endings = [];
    private readonly ConcurrentBag<double> waits = [];
    private readonly ConcurrentBag<double> refusals = [];
    private readonly ConcurrentBag<string> unclear = [];

    public IReadOnlyCollection<string> Unclear => unclear;

    public int Total => endings.Values.Sum();

    public int this[Ending ending] => endings.GetValueOrDefault(ending);

    /// <returns>The answer; null when there was none.</returns>
    public async Task<string?> Note(Task<(Ending Ending, string Detail)> exchange)
    {
        var clock = Stopwatch.StartNew();
        var (ending, detail) = await exchange;
        endings.AddOrUpdate(ending, 1, (_, count) => count + 1);
        if (ending == Ending.Unclear)
            unclear.Add(detail);
        if (ending == Ending.ToldToRetry)
            refusals.Add(clock.Elapsed.TotalMilliseconds);
        if (ending != Ending.Answered)
            return null;
        waits.Add(clock.Elapsed.TotalMilliseconds);
        return detail;
    }

    public override string ToString()
    {
        return $"{this[Ending.Answered]} answered, {this[Ending.ToldToRetry]} told to retry, {this[Ending.NodeGone]} lost with their node, {this[Ending.Unclear]} unclear; "
            + $"answers {Shown(waits)}; told to retry {Shown(refusals)}";
    }

    private static string Shown(IReadOnlyCollection<double> times)
    {
        var sorted = times.Order().ToList();
        return $"p50 {At(0.5):0} ms, p99 {At(0.99):0} ms, longest {At(1):0} ms";

        double At(double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
    }
}
