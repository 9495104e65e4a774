using Trooper.Bench.Load;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Cluster;

/// <summary>How much of the bare relay's throughput is left, by how the nodes are set up and how requests find them.</summary>
internal sealed class Throughput : IClusterScenario
{
    /// <summary>So many that nobody waits for the disk: turns that end together are made durable together.</summary>
    private const int Connections = 256;

    public string Name => "throughput";

    public string Title => $"throughput: whole answers to 2 KB requests, {Connections} connections, as fast as they go, against the bare relay";

    public async Task Measure(ClusterStand stand, LoadOptions options, FindingTable table)
    {
        table.Add(Finding.Plain("for scale: a commit of this disk", await Commits(stand.Postgres), "ms"));
        var one = (await stand.StartNodes("one", "all"))[0];
        var two = await stand.StartNodes("two", "all", "all");
        var apart = await stand.StartNodes("apart", "silo", "silo", "api", "api");
        var ways = new (string What, Func<TimeSpan, Task<double>> Run)[]
        {
            ("one node", async duration => (await Load(one, duration)).PerSecond),
            ("two nodes, a session's requests to one of them", duration => Routed(two, duration, keepsSessions: true)),
            ("two nodes, requests in turn", duration => Routed(two, duration, keepsSessions: false)),
            ("two front ends and two silos apart, a session's requests to one of them", duration => Routed(apart, duration, keepsSessions: true)),
            ("two front ends and two silos apart, requests in turn", duration => Routed(apart, duration, keepsSessions: false)),
        };
        await Load(stand.Relay, TimeSpan.FromSeconds(options.WarmUpSeconds));
        foreach (var (_, run) in ways)
            await run(TimeSpan.FromSeconds(options.WarmUpSeconds));
        await ProcessorTime(stand, one, options, table);

        var ratios = ways.Select(_ => new Rounds()).ToList();
        var relay = new Rounds();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                // The reference before each: what the machine does besides changes from one second to the next.
                var reference = (await Load(stand.Relay, TimeSpan.FromSeconds(options.Seconds))).PerSecond;
                relay.Add(reference);
                ratios[way].Add(await ways[way].Run(TimeSpan.FromSeconds(options.Seconds)) / reference);
            }
        }
        table.Add(Finding.AtLeast($"requests per second against the bare relay: {ways[0].What}", ratios[0], 0.4, "×"));
        foreach (var (way, ratio) in ways.Zip(ratios).Skip(1))
            table.Add(Finding.Plain($"the same: {way.What}", ratio, "×"));
        table.Add(Finding.Plain("requests per second: the bare relay", relay, "", "0"));
    }

    /// <summary>What a request takes of the processors, whoever else wants them.</summary>
    private static async Task ProcessorTime(ClusterStand stand, Target node, LoadOptions options, FindingTable table)
    {
        var (relay, own, database) = (new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round < options.Rounds; round++)
        {
            relay.Add((await Load(stand.Relay, TimeSpan.FromSeconds(options.Seconds))).CpuPerRequest);
            var before = stand.Postgres.CpuTime;
            var measured = await Load(node, TimeSpan.FromSeconds(options.Seconds));
            own.Add(measured.CpuPerRequest);
            database.Add((stand.Postgres.CpuTime - before).TotalMicroseconds / measured.Requests);
        }
        table.Add(Finding.Plain("processor time per request: the bare relay", relay, "µs", "0"));
        table.Add(Finding.Plain("processor time per request: one node", own, "µs", "0"));
        table.Add(Finding.Plain("processor time per request: its Postgres", database, "µs", "0"));
    }

    private static async Task<Rounds> Commits(LocalPostgres postgres)
    {
        var times = new Rounds();
        await postgres.Commit();
        for (var commit = 0; commit < 20; commit++)
            times.Add((await postgres.Commit()).TotalMilliseconds);
        return times;
    }

    private static Task<Measured> Load(Target target, TimeSpan duration) => new LoadRun(target, duration) { Connections = Connections }.Run();

    private static Task<double> Routed(IReadOnlyList<Target> nodes, TimeSpan duration, bool keepsSessions) =>
        new RoutedRun(nodes, duration) { Connections = Connections, KeepsSessions = keepsSessions }.PerSecond();
}
