using System.Diagnostics;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;
using Xunit.Abstractions;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>Real nodes over a real Postgres, with everything failing that can.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private const int Sessions = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(20);

    // A longer run, for whoever wants to look harder.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("TROOPER_TEST_KILLS"), out var kills) ? kills : 4;

    [PostgresOutageFact]
    public async Task No_answered_turn_is_lost_or_doubled_while_nodes_die_freeze_and_the_database_stops()
    {
        await using var cluster = await NodeCluster.Start(["silo", "silo", "silo", "api", "api"]);
        var chance = new Random(20261120);
        var clients = Enumerable.Range(0, Sessions).Select(place => new SessionClient($"s-{place}", place % 5 == 0, new Random(place))).ToList();
        var tally = new Tally();
        var clock = Stopwatch.StartNew();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(clients.Select(client => Task.Run(() => client.Talk(cluster, tally, Pause, enough.Token))));

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(BetweenKills);
            var nodes = cluster.Nodes.Where(node => !node.HasEnded).ToList();
            var victim = nodes[chance.Next(nodes.Count)];
            victim.Kill();
            await victim.Ended();
            await Task.Delay(TimeSpan.FromSeconds(1));
            cluster.Replace(victim);
        }
        await cluster.AllReady();

        await cluster.Postgres.Kill();
        await Task.Delay(Outage);
        await cluster.Postgres.Start();
        await Task.Delay(BetweenKills);

        var sleeper = cluster.Nodes.First(node => node.Name.StartsWith("silo", StringComparison.Ordinal) && !node.HasEnded);
        sleeper.Freeze();
        await Task.Delay(Frozen);
        sleeper.Wake();
        await Task.Delay(BetweenKills);

        await enough.CancelAsync();
        await load;
        var lasted = clock.Elapsed;
        await cluster.AllReady();
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) => await client.Turn(cluster, tally));
        await Parallel.ForEachAsync(clients, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (client, _) =>
            client.Check(await cluster.Fronts[client.Answered.Count % 2].Http.Transcript(client.Session)));

        var figures = $"{Sessions} sessions, {Kills} kills, Postgres away for {Outage.TotalSeconds:0} s, a silo frozen for {Frozen.TotalSeconds:0} s, in {lasted.TotalSeconds:0} s: {tally}; "
            + $"{clients.Sum(client => client.Answered.Count)} acknowledged turns, none lost, none doubled";
        output.WriteLine(figures);
        Console.WriteLine(figures);
        Assert.Empty(tally.Unclear);
        Assert.All(clients, client => Assert.NotEmpty(client.Answered));
    }
}
