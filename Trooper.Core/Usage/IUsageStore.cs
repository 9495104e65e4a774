namespace Trooper.Core.Usage;

/// <summary>The durable counts of usage.</summary>
public interface IUsageStore
{
    /// <summary>Adds to what is counted, all of it or nothing. A flush that was counted already is not counted again.</summary>
    Task Add(UsageFlush flush, CancellationToken cancellation = default);

    Task<IReadOnlyList<UsageSum>> Sum(UsageQuery query, CancellationToken cancellation = default);
}

/// <param name="Writer">Whose flush it is: a process, from its start to its end.</param>
/// <param name="Number">Counts the writer's flushes; one that is tried again keeps its number.</param>
public sealed record UsageFlush(Guid Writer, long Number, IReadOnlyList<UsageEntry> Entries);

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="By">What each sum is of.</param>
public sealed record UsageQuery(DateOnly From, DateOnly To, UsageBy By)
{
    /// <summary>Only this team's; null for all.</summary>
    public string? Team { get; init; }
}

public enum UsageBy
{
    Team,
    Key,
    Model,
    Day,
}

/// <param name="Name">The team, the key's id, the model or the day (<c>2026-06-01</c>).</param>
/// <param name="Team">Whose key it is, where sums are by key.</param>
public sealed record UsageSum(string Name, string? Team, UsageCounts Counts);
