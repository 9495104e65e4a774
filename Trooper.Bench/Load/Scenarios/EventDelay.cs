using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

internal sealed class EventDelay : IScenario
{
    public string Name => "events";

    public string Title => "events: from the upstream's write of an event to the client's read, 8 streams of an event every 4 ms";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var sides = new SideBySide(stand);
        await sides.Run(options.Rounds, target => new LoadRun(target, TimeSpan.FromSeconds(options.Seconds)) { Connections = 8, Model = Wish.Paced, Stream = true, TurnsPerSession = 1 });
        table.Add(Finding.AtMost("an event's way through Trooper beyond the direct one, p50", sides.Added(run => run.EventDelays.P50), 1, "ms", "0.000"));
        table.Add(Finding.AtMost("an event's way through Trooper beyond the direct one, p99", sides.Added(run => run.EventDelays.P99), 1, "ms", "0.000"));
        table.Add(Finding.Plain("the same through the bare relay, p50", sides.AddedBy(stand.Relay, run => run.EventDelays.P50), "ms", "0.000"));
        table.Add(Finding.Plain("the same through the bare relay, p99", sides.AddedBy(stand.Relay, run => run.EventDelays.P99), "ms", "0.000"));
    }
}
