using Trooper.Core.Usage;
using Trooper.Journal.Usage;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Journal.Usage;

/// <summary>Both stores keep the same counts.</summary>
public sealed class UsageStoreTests
{
    private static readonly DateOnly Monday = new(2026, 6, 1);
    private static readonly Guid Writer = Guid.NewGuid();

    [Fact]
    public async Task Files_keep_what_was_counted()
    {
        using var folder = new TestFolder();
        await Contract(() => new FileUsage(folder.Path));
    }

    [PostgresFact]
    public async Task A_database_keeps_what_was_counted()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        await Contract(() => UsageStores.Beside(journal, ""));
    }

    [PostgresFact]
    public async Task A_flush_whose_answer_was_lost_is_counted_once()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        var store = UsageStores.Beside(journal, "");
        var flush = new UsageFlush(Writer, 1, [Entry("a", "k1", "m1", 0)]);

        await store.Add(flush);
        await store.Add(flush);
        await store.Add(flush with { Number = 2 });

        Assert.Equal(2, (await Sum(store, UsageBy.Team)).Single().Counts.Requests);
    }

    [PostgresFact]
    public async Task Processes_that_count_at_once_lose_nothing()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        var store = UsageStores.Beside(journal, "");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(process => Task.Run(async () =>
        {
            var writer = Guid.NewGuid();
            for (var number = 1; number <= 20; number++)
                await store.Add(new(writer, number, [.. Enumerable.Range(0, 10).Select(model => Entry("a", "k", $"m{(model + process) % 10}", 0))]));
        })));

        Assert.Equal(1600, (await Sum(store, UsageBy.Team)).Single().Counts.Requests);
    }

    [Fact]
    public async Task A_line_that_a_crash_cut_short_is_left_out()
    {
        using var folder = new TestFolder();
        await new FileUsage(folder.Path).Add(new(Writer, 1, [Entry("a", "k1", "m1", 0)]));
        await File.AppendAllTextAsync(folder.Files().Single(), """{"team":"a","key":"k1","mo""");

        var store = new FileUsage(folder.Path);
        await store.Add(new(Writer, 2, [Entry("a", "k1", "m1", 0)]));

        Assert.Equal(2, (await Sum(new FileUsage(folder.Path), UsageBy.Team)).Single().Counts.Requests);
    }

    [Fact]
    public async Task A_day_s_file_does_not_grow_with_its_requests()
    {
        using var folder = new TestFolder();
        var store = new FileUsage(folder.Path);

        for (var number = 0; number < 5000; number++)
            await store.Add(new(Writer, number, [Entry("a", "k1", "m1", 0)]));
        Assert.InRange(new FileInfo(folder.Files().Single()).Length, 1, 400_000);
        await store.Add(new(Writer, 5001, [Entry("a", "k1", "m1", 1)]));

        Assert.Single(File.ReadLines(folder.Files().First()));
        Assert.Equal([5000, 1], (await Sum(new FileUsage(folder.Path), UsageBy.Day)).Select(sum => sum.Counts.Requests));
    }

    private static async Task Contract(Func<IUsageStore> open)
    {
        await open().Add(new(Writer, 1, [Entry("a", "k1", "m1", 0), Entry("a", "k1", "m1", 1), Entry("a", "k2", "m2", 1)]));
        await open().Add(new(Writer, 2, [Entry("b", "k3", "m1", 1), Entry("a", "k1", "m1", 1)]));
        var store = open();

        Assert.Equal(
            [new("a", null, Times(4)), new("b", null, Times(1))],
            await Sum(store, UsageBy.Team));
        Assert.Equal(
            [new("k1", "a", Times(3)), new("k2", "a", Times(1)), new("k3", "b", Times(1))],
            await Sum(store, UsageBy.Key));
        Assert.Equal([new("m1", null, Times(4)), new("m2", null, Times(1))], await Sum(store, UsageBy.Model));
        Assert.Equal([new("2026-06-01", null, Times(1)), new("2026-06-02", null, Times(4))], await Sum(store, UsageBy.Day));
        Assert.Equal([new("2026-06-02", null, Times(3))], await store.Sum(new(Monday.AddDays(1), Monday.AddDays(9), UsageBy.Day) { Team = "a" }));
        Assert.Empty(await store.Sum(new(Monday.AddDays(2), Monday.AddDays(9), UsageBy.Team)));
    }

    private static Task<IReadOnlyList<UsageSum>> Sum(IUsageStore store, UsageBy by) => store.Sum(new(Monday, Monday.AddDays(6), by));

    private static UsageEntry Entry(string team, string key, string model, int day) => new(new(team, key, model, Monday.AddDays(day)), Times(1));

    private static UsageCounts Times(int times) => new(times, 100 * times, 20 * times, 7 * times, 0.0000125m * times);
}
