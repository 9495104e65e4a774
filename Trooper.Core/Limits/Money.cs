namespace Trooper.Core.Limits;

/// <summary>Dollars as limits count them.</summary>
public static class Money
{
    private const decimal Billion = 1_000_000_000;

    public static long Billionths(decimal dollars) => (long)Math.Min(dollars * Billion, long.MaxValue / 2);
}
