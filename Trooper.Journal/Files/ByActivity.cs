using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

internal static class ByActivity
{
    public static readonly IComparer<ActivityRank> OldestRank = Comparer<ActivityRank>.Default;

    public static readonly IComparer<ActivityRank> LatestRank = Comparer<ActivityRank>.Create((one, other) => other.CompareTo(one));

    public static readonly IComparer<SessionSummary> LatestFirst =
        Comparer<SessionSummary>.Create((one, other) => ActivityRank.Of(other).CompareTo(ActivityRank.Of(one)));

    /// <summary>
    /// The first <paramref name="count"/> in the order of the ranks. One pass over all of them holds no more than these: cheaper than to keep
    /// an order that every append would change.
    /// </summary>
    public static List<SessionSummary> Take(IEnumerable<SessionSummary> sessions, int count, IComparer<ActivityRank> order)
    {
        if (count <= 0)
            return [];
        var worstFirst = new PriorityQueue<SessionSummary, ActivityRank>(Comparer<ActivityRank>.Create((one, other) => order.Compare(other, one)));
        foreach (var session in sessions)
        {
            if (worstFirst.Count < count)
                worstFirst.Enqueue(session, ActivityRank.Of(session));
            else
                worstFirst.EnqueueDequeue(session, ActivityRank.Of(session));
        }
        var taken = new List<SessionSummary>(worstFirst.Count);
        while (worstFirst.TryDequeue(out var session, out _))
            taken.Add(session);
        taken.Reverse();
        return taken;
    }
}
