using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

internal sealed class ManyConnections : IScenario
{
    private const int Connections = 32;

    public string Name => "many";

    public string Title => "many: whole answers to 2 KB requests, 32 connections, as fast as they go; then at half of Trooper's rate";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        var flatOut = new SideBySide(stand);
        await flatOut.Run(options.Rounds, target => new LoadRun(target, duration) { Connections = Connections });
        table.Add(Finding.AtLeast("requests per second against the bare relay", flatOut.Ratio(run => run.PerSecond), 0.6, "×"));
        flatOut.TellThroughput(table);
        flatOut.TellCpu(table);
        table.Add(Finding.Plain("processor time per request against the bare relay", flatOut.Ratio(run => run.CpuPerRequest), "×"));
        table.Add(Finding.Plain("added time to first byte, flat out, p50", flatOut.Added(run => run.FirstByte.P50), "ms"));
        table.Add(Finding.Plain("added time to first byte, flat out, p50: the bare relay", flatOut.AddedBy(stand.Relay, run => run.FirstByte.P50), "ms"));
        table.Add(Finding.Plain("added time to first byte, flat out, p99", flatOut.Added(run => run.FirstByte.P99), "ms"));

        // Flat out, latency is the queue in front of two busy processors; a service is run below that.
        var rate = flatOut.Of(stand.Trooper, run => run.PerSecond).Median / 2;
        var paced = new SideBySide(stand);
        await paced.Run(options.Rounds, target => new LoadRun(target, duration) { Connections = Connections, Rate = rate });
        table.Add(Finding.AtMost($"added time to first byte, {Connections} connections, p50", paced.Added(run => run.FirstByte.P50), 1, "ms"));
        table.Add(Finding.AtMost($"added time to first byte, {Connections} connections, p99", paced.Added(run => run.FirstByte.P99), 5, "ms"));
        table.Add(Finding.Plain("added time to first byte, p50: the bare relay", paced.AddedBy(stand.Relay, run => run.FirstByte.P50), "ms"));
        table.Add(Finding.Plain("added time to first byte, p99: the bare relay", paced.AddedBy(stand.Relay, run => run.FirstByte.P99), "ms"));
        table.Add(Finding.Plain("requests per second at that rate", paced.Of(stand.Trooper, run => run.PerSecond), "", "0"));
    }
}
