using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// Names the last session of a page by its rank. What becomes active meanwhile moves before the page, so that nothing comes twice.
/// </summary>
internal static class PageCursor
{
    public static string After(SessionSummary last) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.LastActiveAt.UtcTicks} {last.SessionId}")));

    /// <summary>Null for the first page.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static ActivityRank? Read(string team, string? cursor)
    {
        if (cursor is null)
            return null;
        var parts = Base64Url.IsValid(cursor) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 2) : [];
        return parts.Length == 2
            && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var ticks)
            && ticks >= DateTimeOffset.MinValue.Ticks
            && ticks <= DateTimeOffset.MaxValue.Ticks
                ? new ActivityRank(new DateTimeOffset(ticks, TimeSpan.Zero), team, parts[1])
                : throw new FormatException("not a cursor of an earlier page");
    }
}
