using System.Diagnostics;
using Trooper.Core.Access;
using Trooper.Core.Limits;
using Trooper.Journal.Limits;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Limits;

/// <summary>Two Troopers over one Postgres enforce a key's limits together.</summary>
public sealed class TwoNodeTests
{
    private static readonly (string, string) Key = AsKey.Sent("k");

    private readonly AlignedTime time = new();

    [PostgresFact]
    public async Task Under_load_a_minute_s_requests_are_let_in_to_within_a_twentieth_and_never_more()
    {
        const int Limit = 300;
        await using var database = await TestDatabase.Make();
        await using var one = await Start(database, new() { RequestsPerMinute = Limit });
        await using var other = await Start(database, new() { RequestsPerMinute = Limit });

        var statuses = await Statuses(Limit * 2, request => request % 2 == 0 ? one : other, workers: 16);

        Assert.InRange(statuses.Count(status => status == 200), Limit * 95 / 100, Limit);
        Assert.Equal(Limit * 2, statuses.Count(status => status is 200 or 429));
    }

    [PostgresFact]
    public async Task A_minute_goes_on_at_a_node_that_joins_later()
    {
        await using var database = await TestDatabase.Make();
        await using var one = await Start(database, new() { RequestsPerMinute = 10 });
        await Statuses(9, _ => one, workers: 1);

        await using var other = await Start(database, new() { RequestsPerMinute = 10 });

        Assert.Equal([200, 429, 429], await Statuses(3, _ => other, workers: 1));
    }

    [PostgresFact]
    public async Task A_day_s_tokens_and_a_month_s_money_are_counted_over_nodes_and_restarts()
    {
        await using var database = await TestDatabase.Make();
        var limits = new KeyLimits { TokensPerDay = 200 };
        await using var one = await Start(database, limits);
        var used = 0;
        for (TrooperReply reply; (reply = await Say(one)).Status == 200;)
            used += reply.Json.Field("usage").Integer("input_tokens")!.Value + reply.Json.Field("usage").Integer("output_tokens")!.Value;

        await using var other = await Start(database, limits);
        await one.Restart();

        Assert.InRange(used, 200, 300);
        Assert.Equal((429, 429), ((await Say(other)).Status, (await Say(one)).Status));
    }

    [PostgresFact]
    public async Task Streams_are_counted_over_nodes()
    {
        await using var database = await TestDatabase.Make();
        var limits = new KeyLimits { ConcurrentStreams = 2 };
        await using var one = await Start(database, limits);
        await using var other = await Start(database, limits);
        var gate = new Gate();
        foreach (var node in new[] { one, other })
            node.Claude.Script(Behave.Normally().HeldBeforeHeaders(gate));
        var running = new[] { Stream(one), Stream(other) };
        await gate.Reached;
        while (one.Claude.Requests.Count + other.Claude.Requests.Count < 2)
            await Task.Delay(10);

        Assert.Equal((429, 429), ((await Stream(one)).Status, (await Stream(other)).Status));
        gate.Open();
        await Task.WhenAll(running);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await Stream(other)).Status != 200)
            await Task.Delay(100, patience.Token);
    }

    [PostgresFact]
    public async Task A_process_that_is_killed_leaves_its_streams_to_the_others()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var database = await TestDatabase.Make();
        using var folder = new TestFolder();
        var (_, minted, _) = await TrooperProcess.Run(folder.Path, database.ConnectionString, ["keys", "create", "--team", "blue", "--name", "ci", "--streams", "2"]);
        (string, string) key = ("x-api-key", minted.Split('\n')[0]);
        using var one = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        using var other = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        var stream = Talk.Request([Talk.User("please go on")], stream: true);
        fakes.Anthropic.Script(Behave.Says("one ", "two ", "three").StalledAfter(5) with { Times = 2 });
        using var first = await one.Http.Open(stream, key);
        using var second = await one.Http.Open(stream, key);

        Assert.Equal(429, (await other.Http.Post(stream, key)).Status);
        one.Kill();
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await other.Http.Post(stream, key)).Status != 200)
            await Task.Delay(100, patience.Token);
    }

    [PostgresFact]
    public async Task Streams_of_a_node_that_falls_silent_are_free_again_within_seconds()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        var shares = SharesBeside.Of(journal, new NoUsage());
        var dead = new BudgetBook(shares, TimeProvider.System).Of("k", LimitKind.ConcurrentStreams);
        Assert.True(await dead.Reserve(1, 2));
        Assert.True(await dead.Reserve(1, 2));
        var clock = Stopwatch.StartNew();
        var alive = new BudgetBook(shares, TimeProvider.System);
        Assert.False(await alive.Of("k", LimitKind.ConcurrentStreams).Reserve(1, 2));

        while (!await alive.Of("k", LimitKind.ConcurrentStreams).Reserve(1, 2))
            await Task.Delay(100);

        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
    }

    [PostgresOutageFact]
    public async Task While_the_database_is_away_each_node_serves_by_what_it_knows()
    {
        await using var server = await PostgresServer.Initialise();
        await server.Start();
        await using var database = TestDatabase.In(server);
        await using var trooper = await Start(database, new() { RequestsPerMinute = 5 });
        Assert.Equal(200, (await Say(trooper, "s")).Status);

        await server.Kill();
        var statuses = new List<int>();
        for (var request = 0; request < 6; request++)
            statuses.Add((await Say(trooper, "s")).Status);

        Assert.Equal([200, 200, 200, 200, 429, 429], statuses);
    }

    private async Task<TrooperHost> Start(TestDatabase database, KeyLimits limits) =>
        await TrooperHost.StartBuilt(AsKey.Of(AsKey.Limited("k", limits)), time, ("TROOPER_DATABASE", database.ConnectionString));

    private static Task<TrooperReply> Say(TrooperHost trooper, string? session = null) => trooper.Http.Say("please go on", session, false, Key);

    private static Task<TrooperReply> Stream(TrooperHost trooper) => trooper.Http.Post(Talk.Request([Talk.User("please go on")], stream: true), Key);

    private static async Task<List<int>> Statuses(int requests, Func<int, TrooperHost> at, int workers)
    {
        var statuses = new int[requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = workers }, async (request, _) => statuses[request] = (await Say(at(request))).Status);
        return [.. statuses];
    }

    private sealed class NoUsage : Core.Usage.IUsageStore
    {
        public Task Add(Core.Usage.UsageFlush flush, CancellationToken cancellation = default) => Task.CompletedTask;

        public Task<IReadOnlyList<Core.Usage.UsageSum>> Sum(Core.Usage.UsageQuery query, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<Core.Usage.UsageSum>>([]);
    }
}
