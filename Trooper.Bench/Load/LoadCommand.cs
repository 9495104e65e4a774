using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Scenarios;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load;

/// <summary>
/// Measures Trooper beside its references: a fake upstream, a bare relay and the real executable, each in a process of its own on this machine.
/// </summary>
internal static class LoadCommand
{
    /// <summary>These compare servers that are already running, and hot.</summary>
    private static readonly IScenario[] Hot = [new OneConnection(), new ManyConnections(), new NewConversations(), new StreamedAnswers(), new EventDelay(), new LongSession(), new Failover()];

    private static readonly IScenario[] Apart = [new PureParts(), new Translation(), new Starts()];

    public static async Task<int> Run(string[] args, TextWriter screen)
    {
        var known = Hot.Concat(Apart).Select(scenario => scenario.Name).Append(LiveSessions.Name).ToList();
        if (LoadOptions.Parse(args) is not { } options || options.Only.Except(known, StringComparer.OrdinalIgnoreCase).Any())
        {
            Console.Error.WriteLine($"usage: Trooper.Bench [load] {LoadOptions.Usage}");
            Console.Error.WriteLine($"       scenarios: {string.Join(", ", known)}");
            return 2;
        }
        var table = new FindingTable(screen);
        await using var stand = await Stand.SetUp();
        var live = options.Wants(LiveSessions.Name) ? new LiveSessions(stand, options, table) : null;
        if (live is not null)
            await live.Fill();
        var wanted = Hot.Where(scenario => options.Wants(scenario.Name)).ToList();
        if (wanted.Count > 0)
            await WarmUp(stand, options, screen);
        foreach (var scenario in wanted.Concat(Apart.Where(scenario => options.Wants(scenario.Name))))
        {
            table.Begin(scenario.Title);
            await scenario.Measure(stand, options, table);
        }
        if (live is not null)
            await live.CoolAndRestart();
        table.WriteBudgets();
        if (options.IsQuick)
            screen.WriteLine("quick: one short round, too rough to judge by");
        return 0;
    }

    // Both gateways at once: hot code is what counts, not how fast it got there.
    private static async Task WarmUp(Stand stand, LoadOptions options, TextWriter screen)
    {
        screen.WriteLine($"\nwarming up for {options.WarmUpSeconds:0} s");
        var half = TimeSpan.FromSeconds(options.WarmUpSeconds / 2);
        foreach (var stream in new[] { false, true })
            await Task.WhenAll(new[] { stand.Relay, stand.Trooper }.Select(target => new LoadRun(target, half) { Connections = 8, Stream = stream, TurnsPerSession = stream ? 1 : 10 }.Run()));
    }
}
