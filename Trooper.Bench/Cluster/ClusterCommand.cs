using Trooper.Bench.Load;
using Trooper.Bench.Load.Report;

namespace Trooper.Bench.Cluster;

/// <summary>Measures what a cluster costs: real nodes and a real Postgres, all on this machine, so that figures are ratios.</summary>
internal static class ClusterCommand
{
    private static readonly IClusterScenario[] Scenarios = [new Throughput(), new RemoteGrain(), new WriteCost(), new Listing()];

    public static async Task<int> Run(string[] args, TextWriter screen)
    {
        if (LoadOptions.Parse(args) is not { } options || options.Only.Except(Scenarios.Select(scenario => scenario.Name), StringComparer.OrdinalIgnoreCase).Any())
        {
            Console.Error.WriteLine($"usage: Trooper.Bench cluster {LoadOptions.Usage}");
            Console.Error.WriteLine($"       scenarios: {string.Join(", ", Scenarios.Select(scenario => scenario.Name))}");
            return 2;
        }
        if (ClusterStand.Missing is { } missing)
        {
            screen.WriteLine($"skipped: {missing}");
            return 0;
        }
        var table = new FindingTable(screen);
        foreach (var scenario in Scenarios.Where(scenario => options.Wants(scenario.Name)))
        {
            await using var stand = await ClusterStand.SetUp();
            table.Begin(scenario.Title);
            await scenario.Measure(stand, options, table);
        }
        table.WriteBudgets();
        if (options.IsQuick)
            screen.WriteLine("quick: one short round, too rough to judge by");
        return 0;
    }
}
