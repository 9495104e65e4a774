namespace Trooper.Bench.Load.Report;

/// <summary>One figure over the rounds: the median counts, the range tells how far to trust it.</summary>
internal sealed class Rounds
{
    private readonly List<double> values = [];

    public void Add(double value) => values.Add(value);

    public double Median => Sorted is { Length: > 0 } sorted ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : double.NaN;

    public double Least => values.Min();

    public double Most => values.Max();

    private double[] Sorted => [.. values.Order()];

    public string ToString(string format) => values.Count == 1
        ? Median.ToString(format)
        : $"{Median.ToString(format)} ({Least.ToString(format)}–{Most.ToString(format)})";
}
