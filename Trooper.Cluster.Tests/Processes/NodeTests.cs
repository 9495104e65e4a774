using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>Nodes that hold sessions and serve clients in one process.</summary>
public sealed class NodeTests
{
    [PostgresOutageFact]
    public async Task Any_node_serves_any_session_and_one_that_goes_finishes_its_answers()
    {
        await using var cluster = await NodeCluster.Start(["all", "all"]);
        await cluster.Fronts[0].Http.Say("please do step 1", "s");
        await cluster.Fronts[1].Http.Say("please do step 2", "s");
        var lines = new List<string> { "user: please do step 1", "assistant: claude-sim heard: please do step 1", "user: please do step 2", "assistant: claude-sim heard: please do step 2" };
        Assert.Equal(lines, await cluster.Fronts[0].Http.Transcript("s"));
        Assert.Equal(lines, await cluster.Fronts[1].Http.Transcript("s"));

        var going = cluster.Fronts[0];
        var gate = new Gate();
        cluster.Fakes.Anthropic.Script(Behave.Says("one ", "two ", "three").HeldAfter(4, gate));
        var open = going.Http.Open(Talk.Request([Talk.User("please count")], stream: true), ("X-Session-ID", "s"));
        await cluster.Fakes.Anthropic.Requests.WaitFor(3);
        going.Terminate();
        // It no longer listens, and still speaks.
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            while (true)
            {
                using var fresh = TrooperHost.NewHttp(going.Http.BaseAddress!);
                await fresh.GetAsync("/readyz");
            }
        });
        gate.Open();
        using var reply = await open;
        Assert.Equal("one two three", (await reply.ReadToEnd()).Text);
        await going.Ended();
        Assert.Equal(0, going.ExitCode);

        await cluster.Fronts[1].Http.Say("please do step 3", "s");
        Assert.Equal([.. lines, "user: please count", "assistant: one two three", "user: please do step 3", "assistant: claude-sim heard: please do step 3"], await cluster.Fronts[1].Http.Transcript("s"));
    }

    [PostgresOutageFact]
    public async Task Front_end_without_a_silo_says_so_and_is_well_again_with_one()
    {
        await using var cluster = await NodeCluster.Start(["silo", "api"]);
        var (silo, front) = (cluster.Nodes[0], cluster.Nodes[1]);
        silo.Kill();
        await silo.Ended();
        var refused = await front.Http.Say("please do step 1", "s");
        Assert.Equal(503, refused.Status);
        Assert.NotNull(refused.Header("Retry-After"));
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await front.IsReady())
            await pause.WaitForNextTickAsync(limit.Token);

        cluster.Replace(silo);
        await cluster.AllReady();
        Assert.Equal("claude-sim heard: please do step 2", (await front.Http.Say("please do step 2", "s")).Text);
    }

    [Fact]
    public async Task Runs_by_itself_without_a_database()
    {
        using var folder = new Trooper.Tests.Journal.TestFolder();
        await using var fakes = await FakeUpstreams.Start();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var start = 1; start <= 2; start++)
        {
            using var node = NodeProcess.Launch("alone", NodeCluster.FreePort(), NodeCluster.Alone(fakes, folder.Path));
            await node.Ready(limit.Token);
            Assert.Equal($"claude-sim heard: please do step {start}", (await node.Http.Say($"please do step {start}", "s")).Text);
            Assert.Equal(2 * start, (await node.Http.Transcript("s")).Count);
            node.Kill();
            await node.Ended();
        }
    }

    [Theory]
    [InlineData("TROOPER_ROLE", "boss", "TROOPER_ROLE: 'boss' is not accepted: all, silo or api")]
    [InlineData("TROOPER_ROLE", "api", "TROOPER_DATABASE: '' is not accepted: a Postgres connection string, as a node with TROOPER_ROLE=silo or api is a part of a cluster")]
    [InlineData("TROOPER_DATABASE", "no=such;thing", "TROOPER_DATABASE: '…' is not accepted")]
    [InlineData("TROOPER_DATABASE", "Host=127.0.0.1;Port=1;Username=nobody", "TROOPER_DATABASE: Failed to connect to 127.0.0.1:1")]
    public async Task Says_in_one_line_why_it_cannot_start(string setting, string value, string line)
    {
        await using var fakes = await FakeUpstreams.Start();
        var settings = NodeCluster.Alone(fakes, Path.Combine(Path.GetTempPath(), "trooper-never-made"));
        settings[setting] = value;
        using var node = NodeProcess.Launch("wrong", NodeCluster.FreePort(), settings);
        await node.Ended();

        Assert.Equal(1, node.ExitCode);
        Assert.StartsWith(line, Assert.Single(node.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Says_in_one_line_that_a_port_is_taken()
    {
        using var folder = new Trooper.Tests.Journal.TestFolder();
        await using var fakes = await FakeUpstreams.Start();
        var settings = NodeCluster.Alone(fakes, folder.Path);
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, int.Parse(settings["TROOPER_SILO_PORT"]!, null));
        taken.Start();
        using var node = NodeProcess.Launch("wrong", NodeCluster.FreePort(), settings);
        await node.Ended();

        Assert.Equal(1, node.ExitCode);
        Assert.Contains("TROOPER_SILO_PORT or TROOPER_GATEWAY_PORT: Address already in use", node.Output);
    }

    [PostgresOutageFact]
    public async Task Says_in_one_line_that_a_newer_program_has_been_at_the_database()
    {
        await using var cluster = await NodeCluster.Start(["all"]);
        await using (var database = Npgsql.NpgsqlDataSource.Create(cluster.Postgres.ConnectionString))
        await using (var command = database.CreateCommand("insert into trooper.cluster_migrations (number, name) values (9999, 'later')"))
            await command.ExecuteNonQueryAsync();
        var late = cluster.Add("all");
        await late.Ended();

        Assert.Equal(1, late.ExitCode);
        Assert.StartsWith("TROOPER_DATABASE: the database's cluster tables are at version 9999", Assert.Single(late.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
