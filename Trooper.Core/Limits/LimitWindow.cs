namespace Trooper.Core.Limits;

/// <summary>The time over which a limit counts: a minute, day or month of UTC. What is concurrent counts for as long as it lasts.</summary>
public readonly record struct LimitWindow(DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly LimitWindow Always = new(DateTimeOffset.UnixEpoch, new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static LimitWindow Of(LimitKind kind, DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var month = new DateTimeOffset(day.Year, day.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var minute = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute)).ToUniversalTime();
        return kind switch
        {
            LimitKind.RequestsPerMinute => new(minute, minute.AddMinutes(1)),
            LimitKind.TokensPerDay => new(day, day.AddDays(1)),
            LimitKind.MoneyPerMonth => new(month, month.AddMonths(1)),
            _ => Always,
        };
    }
}
