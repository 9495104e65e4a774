using System.Globalization;

namespace Trooper.Bench.Soak;

/// <summary>Whether what was measured after the warm-up grows: by the slope of a straight line through it, not by its first and last value.</summary>
internal sealed class SoakVerdict
{
    /// <summary>A shorter time shows the collector's own ups and downs, and no trend.</summary>
    private static readonly TimeSpan LeastToJudge = TimeSpan.FromMinutes(3);

    private const double MegabytesAllowed = 20, ShareAllowed = 0.1;
    private const int HandlesAllowed = 30, ThreadsAllowed = 15;

    private readonly List<string> complaints = [];
    private readonly List<string> lines = [];

    public SoakVerdict(IReadOnlyList<SoakSample> samples, TimeSpan warmUp, SoakTally tally)
    {
        IReadOnlyList<SoakSample> settled = [.. samples.Where(sample => sample.At >= warmUp)];
        if (settled.Count < 2)
            settled = samples;
        var judged = settled[^1].At - settled[0].At;
        IsShort = judged < LeastToJudge;
        Judge("resident memory", "MB", sample => sample.ResidentMegabytes, MegabytesAllowed);
        Judge("heap", "MB", sample => sample.HeapMegabytes, MegabytesAllowed);
        Judge("handles", "", sample => sample.Handles, HandlesAllowed);
        Judge("threads", "", sample => sample.Threads, ThreadsAllowed);
        if (tally.AllErrors > 0)
            complaints.Add($"{tally.AllErrors} of {tally.AllTurns + tally.AllErrors} turns failed, the first with: {tally.FirstError}");

        void Judge(string what, string unit, Func<SoakSample, double> figure, double allowed)
        {
            var mean = settled.Average(figure);
            var growth = Slope(settled, figure) * judged.TotalHours;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {mean:0.0} {unit} on average after {warmUp.TotalMinutes:0.#} min of warm-up, {growth:+0.0;-0.0} {unit} over the {judged.TotalMinutes:0.#} min since ({Slope(settled, figure):+0.0;-0.0} {unit} per hour)"));
            if (!IsShort && growth > Math.Max(allowed, mean * ShareAllowed))
                complaints.Add($"{what} grows");
        }
    }

    public bool IsShort { get; }

    public bool IsGood => complaints.Count == 0;

    public void Write(TextWriter screen)
    {
        foreach (var line in lines)
            screen.WriteLine(line);
        if (IsShort)
            screen.WriteLine("too short to judge memory by");
        screen.WriteLine(IsGood ? "verdict: steady" : $"verdict: {string.Join("; ", complaints)}");
    }

    // Least squares, per hour.
    internal static double Slope(IReadOnlyList<SoakSample> samples, Func<SoakSample, double> figure)
    {
        var (meanAt, mean) = (samples.Average(sample => sample.At.TotalHours), samples.Average(figure));
        var spread = samples.Sum(sample => Math.Pow(sample.At.TotalHours - meanAt, 2));
        return spread == 0 ? 0 : samples.Sum(sample => (sample.At.TotalHours - meanAt) * (figure(sample) - mean)) / spread;
    }
}
