using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Scenarios;

/// <summary>The dearest case: every request begins a session.</summary>
internal sealed class NewConversations : IScenario
{
    public string Name => "new";

    public string Title => "new: as many, with a new session for each request";

    public async Task Measure(Stand stand, LoadOptions options, FindingTable table)
    {
        var sides = new SideBySide(stand);
        await sides.Run(options.Rounds, target => new LoadRun(target, TimeSpan.FromSeconds(options.Seconds)) { Connections = 32, TurnsPerSession = 1 });
        table.Add(Finding.Plain("requests per second against the bare relay, each a new session", sides.Ratio(run => run.PerSecond), "×"));
        sides.TellCpu(table);
    }
}
