using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;
using Xunit.Abstractions;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>A provider's failures count for all nodes together, and one request of all finds out whether it is back.</summary>
public sealed class BreakerTests(ITestOutputHelper output)
{
    private const int Requests = 30;

    [PostgresOutageFact]
    public async Task Opens_once_for_all_nodes_and_lets_one_trial_through()
    {
        await using var cluster = await NodeCluster.Start(["silo", "api", "api"], ("BREAKER_COOLDOWN", "20s"));
        var claude = cluster.Fakes.Anthropic;
        claude.Script(Behave.Overloaded(), Behave.Overloaded(), Behave.Overloaded());
        for (var failure = 0; failure < 3; failure++)
            Assert.Equal("ollama", (await cluster.Fronts[failure % 2].Http.Say("please go on", $"f-{failure}")).Trooper("Provider"));
        foreach (var front in cluster.Fronts)
            await Until(front, "open");
        Assert.Single(cluster.Output.Split('\n'), line => line.Contains("is left alone by all nodes", StringComparison.Ordinal));

        var before = claude.Requests.Count;
        await SayToAll(cluster, "o");
        Assert.Equal(before, claude.Requests.Count);

        // It would hold whoever asks it; the others must not be held with the one whose trial it is.
        var gate = new Gate();
        claude.Script(Behave.Says("back").HeldBeforeHeaders(gate));
        await TrialIsDue(cluster.Fronts[0]);
        var all = SayToAll(cluster, "t");
        await claude.Requests.WaitFor(before + 1);
        gate.Open();
        var replies = await all;

        output.WriteLine($"{Requests} requests at two nodes while the trial was due: {claude.Requests.Count - before} reached the provider");
        Assert.Equal(before + 1, claude.Requests.Count);
        Assert.Equal(Requests - 1, replies.Count(reply => reply.Trooper("Provider") == "ollama"));
        foreach (var front in cluster.Fronts)
            await Until(front, "closed");
    }

    private static Task<TrooperReply[]> SayToAll(NodeCluster cluster, string mark) =>
        Task.WhenAll(Enumerable.Range(0, Requests).Select(place => cluster.Fronts[place % 2].Http.Say("please go on", $"{mark}-{place}")));

    private static async Task TrialIsDue(NodeProcess node)
    {
        var due = (await Claude(node)).Field("retry_at").GetDateTimeOffset() - DateTimeOffset.UtcNow;
        if (due > TimeSpan.Zero)
            await Task.Delay(due + TimeSpan.FromMilliseconds(100));
    }

    private static async Task Until(NodeProcess node, string state)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await Claude(node)).Text("breaker") != state)
            await pause.WaitForNextTickAsync(limit.Token);
    }

    private static async Task<System.Text.Json.JsonElement> Claude(NodeProcess node) =>
        (await node.Http.Get("/providers")).Items("providers").First(provider => provider.Text("name") == "claude");
}
