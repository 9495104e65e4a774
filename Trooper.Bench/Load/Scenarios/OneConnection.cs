using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

internal sealed class OneConnection : IScenario
{
    public string Name => "single";

    public string Title => "single: whole answers to 2 KB requests, one connection, sessions of ten turns";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var sides = new SideBySide(stand);
        await sides.Run(options.Rounds, target => new LoadRun(target, TimeSpan.FromSeconds(options.Seconds)));
        table.Add(Finding.AtMost("added time to first byte, one connection, p50", sides.Added(run => run.FirstByte.P50), 0.5, "ms", "0.000"));
        table.Add(Finding.AtMost("added time to first byte, one connection, p99", sides.Added(run => run.FirstByte.P99), 0.5, "ms", "0.000"));
        table.Add(Finding.Plain("added time to first byte, p50: the bare relay, for scale", sides.AddedBy(stand.Relay, run => run.FirstByte.P50), "ms", "0.000"));
        table.Add(Finding.Plain("time to first byte, p50: direct", sides.Of(stand.Direct, run => run.FirstByte.P50), "ms", "0.000"));
        sides.TellCpu(table);
    }
}
