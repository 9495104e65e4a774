namespace Trooper.Bench.Load.Report;

/// <summary>A figure, beside the budget that it has to keep where there is one.</summary>
/// <param name="Goal">The budget in words; null for a figure that is given for scale.</param>
internal sealed record Finding(string What, string Reached, string? Goal = null, bool IsKept = true)
{
    public string Verdict => Goal is null ? "" : IsKept ? "ok" : "MISSED";

    public static Finding AtMost(string what, Rounds rounds, double limit, string unit, string format = "0.00") =>
        new(what, $"{rounds.ToString(format)} {unit}".Trim(), $"< {limit:0.##} {unit}".Trim(), rounds.Median < limit);

    public static Finding AtLeast(string what, Rounds rounds, double limit, string unit, string format = "0.00") =>
        new(what, $"{rounds.ToString(format)} {unit}".Trim(), $"≥ {limit:0.##} {unit}".Trim(), rounds.Median >= limit);

    public static Finding Plain(string what, Rounds rounds, string unit, string format = "0.00") => new(what, $"{rounds.ToString(format)} {unit}".Trim());
}
