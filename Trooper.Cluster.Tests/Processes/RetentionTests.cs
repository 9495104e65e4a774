using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>Sessions that are idle for too long are forgotten by the cluster, whichever of its nodes are there.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(8);

    [PostgresOutageFact]
    public async Task Reminder_forgets_what_is_idle_and_goes_on_when_nodes_are_killed()
    {
        await using var cluster = await NodeCluster.Start(["silo", "silo", "api"], ("SESSION_TTL", $"{Ttl.TotalSeconds:0}s"));
        var front = cluster.Fronts[0].Http;
        await front.Say("please do step 1", "idle");
        await Gone("idle", "busy");

        // Whichever of them did the rounds is killed in its turn.
        foreach (var silo in cluster.Nodes.Take(2))
        {
            await front.Say("please do step 1", silo.Name);
            silo.Kill();
            await silo.Ended();
            cluster.Replace(silo);
            await Gone(silo.Name, "busy");
        }
        Assert.NotEmpty(await front.Transcript("busy"));

        async Task Gone(string idle, string busy)
        {
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while ((await front.Send(HttpMethod.Get, $"/session/{idle}")).Status != 404)
            {
                await front.Say("please go on", busy);
                await pause.WaitForNextTickAsync(limit.Token);
            }
            Assert.DoesNotContain(idle, (await front.Get("/sessions")).Items("sessions").Select(session => session.Text("session_id")));
        }
    }

    [PostgresOutageFact]
    public async Task Setting_of_the_node_that_came_last_holds_and_may_be_to_keep_all()
    {
        await using var cluster = await NodeCluster.Start(["all"], ("SESSION_TTL", "1h"));
        Assert.Equal(["retention 01:00:00"], await Reminders(cluster));

        var later = cluster.Add("all", ("SESSION_TTL", "2d"));
        await Until(["retention 2.00:00:00"]);
        later.Kill();
        await later.Ended();
        cluster.Add("all", ("SESSION_TTL", "0"));
        await Until([]);

        async Task Until(IReadOnlyList<string> names)
        {
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!(await Reminders(cluster)).SequenceEqual(names))
                await pause.WaitForNextTickAsync(limit.Token);
        }
    }

    private static async Task<IReadOnlyList<string>> Reminders(NodeCluster cluster)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(cluster.Postgres.ConnectionString);
        await using var command = database.CreateCommand("select name from trooper.reminders");
        await using var rows = await command.ExecuteReaderAsync();
        var names = new List<string>();
        while (await rows.ReadAsync())
            names.Add(rows.GetString(0));
        return names;
    }
}
