using System.Globalization;
using Trooper.Core.Usage;

namespace Trooper.Journal.Usage;

/// <summary>Usage of one process, in a file for each day beside its sessions. The latest day stays in memory.</summary>
internal sealed class FileUsage(string folder) : IUsageStore
{
    private readonly Lock gate = new();
    private UsageDayFile? latest;

    public Task Add(UsageFlush flush, CancellationToken cancellation = default)
    {
        lock (gate)
        {
            Directory.CreateDirectory(folder);
            foreach (var day in flush.Entries.GroupBy(entry => entry.Key.Day).OrderBy(day => day.Key))
                FileOf(day.Key).Add([.. day]);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<UsageSum>> Sum(UsageQuery query, CancellationToken cancellation = default)
    {
        var sums = new SortedDictionary<(string Name, string? Team), UsageCounts>();
        lock (gate)
        {
            foreach (var day in UsageDayFile.Days(folder).Where(day => day >= query.From && day <= query.To))
            {
                foreach (var (key, counts) in (day == latest?.Day ? latest : UsageDayFile.Open(folder, day)).Counts)
                {
                    if (query.Team is { } team && team != key.Team)
                        continue;
                    var name = NameOf(key, query.By);
                    sums[name] = sums.GetValueOrDefault(name) + counts;
                }
            }
        }
        return Task.FromResult<IReadOnlyList<UsageSum>>([.. sums.Select(sum => new UsageSum(sum.Key.Name, sum.Key.Team, sum.Value))]);
    }

    private UsageDayFile FileOf(DateOnly day)
    {
        if (latest?.Day == day)
            return latest;
        var file = UsageDayFile.Open(folder, day);
        if (latest is { } over && day < over.Day)
            return file;
        latest?.Compact();
        return latest = file;
    }

    private static (string Name, string? Team) NameOf(in UsageKey key, UsageBy by) => by switch
    {
        UsageBy.Team => (key.Team, null),
        UsageBy.Key => (key.Key, key.Team),
        UsageBy.Model => (key.Model, null),
        _ => (key.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null),
    };
}
