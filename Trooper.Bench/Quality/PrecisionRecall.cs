using System.Globalization;

namespace Trooper.Bench.Quality;

internal readonly record struct PrecisionRecall(int Right, int Wrong, int Missed)
{
    public double Precision => Ratio.Of(Right, Right + Wrong);

    public double Recall => Ratio.Of(Right, Right + Missed);

    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    public static PrecisionRecall operator +(PrecisionRecall a, PrecisionRecall b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"precision {Precision:0.0000}  recall {Recall:0.0000}  f1 {F1:0.0000}  ({Right} right, {Wrong} wrong, {Missed} missed)");
}

/// <summary>So many of so many.</summary>
internal readonly record struct Ratio(int Part, int Whole)
{
    public double Value => Of(Part, Whole);

    public static double Of(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    public Ratio Count(bool hit) => new(Part + (hit ? 1 : 0), Whole + 1);

    public override string ToString() => $"{Part}/{Whole}";
}
