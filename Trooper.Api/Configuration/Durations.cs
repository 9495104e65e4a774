using System.Globalization;

namespace Trooper.Api.Configuration;

/// <summary>Durations as people write them in settings: <c>90s</c>, <c>15m</c>, <c>24h</c>, <c>30d</c>.</summary>
public static class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is null || number > 1_000_000)
            return false;
        duration = unit.Value * number;
        return true;
    }
}
