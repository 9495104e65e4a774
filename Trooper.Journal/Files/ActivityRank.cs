using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>A session's place in a list by its latest activity; the key decides between equals, so that a list has one order.</summary>
internal readonly record struct ActivityRank(DateTimeOffset At, string Team, string Id) : IComparable<ActivityRank>
{
    public static ActivityRank Of(SessionSummary summary) => new(summary.LastActiveAt, summary.Team, summary.SessionId);

    public int CompareTo(ActivityRank other)
    {
        var order = At.CompareTo(other.At);
        if (order == 0)
            order = string.CompareOrdinal(Id, other.Id);
        return order != 0 ? order : string.CompareOrdinal(Team, other.Team);
    }
}
