using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;
using Xunit.Abstractions;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>
/// An upgrade as a rollout does it, under load: for each node a new one comes, then the old one is asked to go. <c>TROOPER_TEST_OLDER</c> names an earlier
/// version's Trooper.Silo.dll to begin with; without it this version takes over from itself.
/// </summary>
public sealed class RollTests(ITestOutputHelper output)
{
    private const int Sessions = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly string Older = Environment.GetEnvironmentVariable("TROOPER_TEST_OLDER") is { Length: > 0 } named ? named : NodeProcess.ThisVersion;

    [PostgresOutageFact]
    public async Task Every_request_is_answered_while_all_nodes_are_replaced()
    {
        await using var cluster = await NodeCluster.Start(Older, ["silo", "silo", "api", "api"]);
        cluster.Program = NodeProcess.ThisVersion;
        var clients = Enumerable.Range(0, Sessions).Select(place => new SessionClient($"s-{place}", place % 5 == 0, new Random(place))).ToList();
        var tally = new Tally();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(clients.Select(client => Task.Run(() => client.Talk(cluster, tally, Pause, enough.Token))));

        foreach (var old in cluster.Nodes)
        {
            await cluster.Roll(old);
            Assert.Equal(0, old.ExitCode);
        }
        await enough.CancelAsync();
        await load;

        output.WriteLine($"{Sessions} sessions, all nodes replaced: {tally}");
        Assert.Empty(tally.Unclear);
        Assert.Equal(tally.Total, tally[Ending.Answered]);
        foreach (var client in clients)
            client.Check(await cluster.Fronts[0].Http.Transcript(client.Session));
    }
}
