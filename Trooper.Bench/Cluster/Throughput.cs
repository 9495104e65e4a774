using Trooper.Bench.Load;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Cluster;

/// <summary>How much of the bare relay's throughput is left, by how the nodes are set up and how requests find them.</summary>
internal sealed class Throughput : IClusterScenario
{
    public string Name => "throughput";

    public string Title => "throughput: whole answers to 2 KB requests, 32 connections, as fast as they go, against the bare relay";

    public async Task Measure(ClusterStand stand, LoadOptions options, FindingTable table)
    {
        var one = await stand.StartNodes("one", "all");
        var two = await stand.StartNodes("two", "all", "all");
        var apart = await stand.StartNodes("apart", "silo", "api");
        var spread = await stand.StartNodes("spread", "silo", "silo", "api", "api");
        var ways = new (string What, Func<TimeSpan, Task<double>> Run)[]
        {
            ("one node", duration => PerSecond(one[0], duration)),
            ("two nodes, a session's requests to one of them", duration => new RoutedRun(two, duration) { KeepsSessions = true }.PerSecond()),
            ("two nodes, requests in turn", duration => new RoutedRun(two, duration).PerSecond()),
            ("front end and silo apart", duration => PerSecond(apart[0], duration)),
            ("two front ends and two silos, a session's requests to one of them", duration => new RoutedRun(spread, duration) { KeepsSessions = true }.PerSecond()),
            ("two front ends and two silos, requests in turn", duration => new RoutedRun(spread, duration).PerSecond()),
        };
        await Task.WhenAll(ways.Select(way => way.Run(TimeSpan.FromSeconds(options.WarmUpSeconds))).Append(PerSecond(stand.Relay, TimeSpan.FromSeconds(options.WarmUpSeconds))));

        var ratios = ways.Select(_ => new Rounds()).ToList();
        var relay = new Rounds();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                // The reference before each: what the machine does besides changes from one second to the next.
                var reference = await PerSecond(stand.Relay, TimeSpan.FromSeconds(options.Seconds));
                relay.Add(reference);
                ratios[way].Add(await ways[way].Run(TimeSpan.FromSeconds(options.Seconds)) / reference);
            }
        }
        table.Add(Finding.AtLeast($"requests per second against the bare relay: {ways[0].What}", ratios[0], 0.4, "×"));
        foreach (var (way, ratio) in ways.Zip(ratios).Skip(1))
            table.Add(Finding.Plain($"the same: {way.What}", ratio, "×"));
        table.Add(Finding.Plain("requests per second: the bare relay", relay, "", "0"));
    }

    private static async Task<double> PerSecond(Target target, TimeSpan duration) => (await new LoadRun(target, duration) { Connections = 32 }.Run()).PerSecond;
}
