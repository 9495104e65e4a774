using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Databases;

/// <summary>The gateway while its database is away, or will not have it.</summary>
public sealed class DatabaseOutageTests
{
    [PostgresOutageFact]
    public async Task Sessions_go_on_while_the_database_is_away_and_are_there_when_it_is_back()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var server = await PostgresServer.Initialise();
        await server.Start();
        using var folder = new TestFolder();
        using var trooper = await TrooperProcess.Start(fakes, folder.Path, server.ConnectionString);
        var first = await trooper.Http.Say("please remember that my name is Ada", "s");
        await Until(trooper, "ready");

        await server.Kill();
        object[] history = [Talk.User("please remember that my name is Ada"), Talk.Assistant(first.Text!), Talk.User("please say what you know")];
        var meanwhile = await trooper.Http.Ask(history, "s");
        var unknown = await trooper.Http.Say("please begin", "never seen");
        var readiness = await trooper.Http.Get("/readyz");
        await server.Start();
        await Until(trooper, "ready");

        Assert.Equal(200, meanwhile.Status);
        Assert.Equal((503, "overloaded_error"), (unknown.Status, unknown.Json.Field("error").Text("type")));
        Assert.Equal("degraded", readiness.Text("status"));
        Assert.Contains("kept here", readiness.Items("reasons").Single().GetString());
        Assert.Equal(4, (await trooper.Http.Transcript("s")).Count);
        Assert.Equal(200, (await trooper.Http.Say("please begin", "never seen")).Status);
        using var next = await TrooperProcess.Start(fakes, folder.Path, server.ConnectionString);
        Assert.Equal(await trooper.Http.Transcript("s"), await next.Http.Transcript("s"));
    }

    [PostgresOutageFact]
    public async Task A_database_that_is_down_at_the_start_delays_readiness_alone()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var server = await PostgresServer.Initialise();
        using var folder = new TestFolder();
        using var trooper = await TrooperProcess.Start(fakes, folder.Path, server.ConnectionString);

        var readiness = await trooper.Http.Send(HttpMethod.Get, "/readyz");
        await server.Start();
        await Until(trooper, "ready");

        Assert.Equal((503, "starting"), (readiness.Status, readiness.Json.Text("status")));
        Assert.Equal(200, (await trooper.Http.Say("please begin", "s")).Status);
    }

    [PostgresFact]
    public async Task A_database_that_does_not_exist_ends_the_start_with_its_name_and_without_the_password()
    {
        var refusal = await Refusal(await PostgresServer.SharedConnectionString() + ";Database=nowhere;Password=topsecret");

        Assert.Contains("TROOPER_DATABASE", refusal);
        Assert.Contains("/nowhere can't be used", refusal);
        Assert.DoesNotContain("topsecret", refusal);
        Assert.DoesNotContain("   at ", refusal);
    }

    [PostgresFact]
    public async Task A_schema_of_a_later_program_ends_the_start()
    {
        await using var database = await TestDatabase.Make();
        await using (await database.Open())
            await database.Execute("insert into migrations (number, name) values (99999, 'later')");

        var refusal = await Refusal(database.ConnectionString);

        Assert.Contains("99999", refusal);
        Assert.Contains("newer Trooper", refusal);
    }

    [Fact]
    public async Task What_is_no_connection_string_ends_the_start_and_is_not_repeated()
    {
        var refusal = await Refusal("Hots=db;Password=topsecret");

        Assert.Contains("TROOPER_DATABASE", refusal);
        Assert.DoesNotContain("topsecret", refusal);
        Assert.DoesNotContain("   at ", refusal);
    }

    private static async Task<string> Refusal(string connectionString)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        return (await Assert.ThrowsAsync<InvalidOperationException>(() => TrooperProcess.Start(fakes, folder.Path, connectionString))).Message;
    }

    private static async Task Until(TrooperProcess trooper, string status)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while ((await trooper.Http.Send(HttpMethod.Get, "/readyz")).Json.Text("status") != status)
            patience.Token.ThrowIfCancellationRequested();
    }
}
