namespace Trooper.Core.Limits;

/// <summary>
/// What nodes that enforce a limit together have taken of it. A node takes a slice ahead of its use, so that most requests ask nobody; the sum of all slices
/// is never over the limit.
/// </summary>
public interface IShares
{
    /// <summary>Takes what is wanted, and a slice beyond it while much is left; less where less is left. A negative wish gives back.</summary>
    Task<Share> Take(ShareRequest request);

    /// <summary>This node is alive, and has spent so much of what it took. Of a node that is silent only what it spent still counts, and its streams are over.</summary>
    Task Report(Guid node, IReadOnlyList<ShareReport> reports);
}

/// <summary>One limit of one key, in one window.</summary>
public readonly record struct LimitKey(string Key, LimitKind Kind, LimitWindow Window);

/// <param name="Spent">What the node has spent of the limit in all.</param>
public sealed record ShareRequest(Guid Node, LimitKey Of, long Limit, long Wanted, long Spent);

/// <param name="Left">What nobody has taken.</param>
public readonly record struct Share(long Granted, long Left);

public readonly record struct ShareReport(LimitKey Of, long Spent);
