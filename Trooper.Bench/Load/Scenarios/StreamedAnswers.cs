using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

internal sealed class StreamedAnswers : IScenario
{
    public string Name => "stream";

    public string Title => "stream: answers of 50 events, 32 connections, as fast as they go";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var sides = new SideBySide(stand);
        await sides.Run(options.Rounds, target => new LoadRun(target, TimeSpan.FromSeconds(options.Seconds)) { Connections = 32, Stream = true, TurnsPerSession = 1 });
        table.Add(Finding.AtLeast("streamed answers per second against the bare relay", sides.Ratio(run => run.PerSecond), 0.6, "×"));
        table.Add(Finding.Plain("events per second", sides.Of(stand.Trooper, run => run.PerSecond * CannedReplies.Events), "", "0"));
        sides.TellThroughput(table);
        sides.TellCpu(table);
        table.Add(Finding.Plain("processor time per answer against the bare relay", sides.Ratio(run => run.CpuPerRequest), "×"));
    }
}
