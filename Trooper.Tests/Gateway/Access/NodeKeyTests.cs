using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Access;

/// <summary>Keys in the lives of real processes: a server and the command line, several servers over one database.</summary>
public sealed class NodeKeyTests
{
    private const string Bind = "TROOPER_BIND", Everywhere = "0.0.0.0";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_server_sees_within_a_second_what_the_command_line_changes()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        using var server = await TrooperProcess.Start(fakes, folder.Path);
        Assert.Equal(200, await Status(server, ""));

        var (secret, id) = await Minted(folder.Path, null, "keys", "create", "--team", "blue", "--name", "ci");
        await Within(Soon, async () => await Status(server, "") == 401 && await Status(server, secret) == 200);
        var (rotated, _) = await Minted(folder.Path, null, "keys", "rotate", id);
        await Within(Soon, async () => await Status(server, secret) == 401 && await Status(server, rotated) == 200);
        await TrooperProcess.Run(folder.Path, null, ["keys", "revoke", id]);
        await Within(Soon, async () => await Status(server, rotated) == 401);

        Assert.DoesNotContain(secret, server.Output);
    }

    [PostgresFact]
    public async Task A_change_at_one_node_holds_at_the_other_within_a_second()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var database = await TestDatabase.Make();
        using var folder = new TestFolder();
        var (secret, id) = await Minted(folder.Path, database.ConnectionString, "keys", "create", "--team", "blue", "--name", "ci"); // in a database that nobody has used yet
        using var one = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        using var other = await TrooperProcess.Start(fakes, folder.Path, database.ConnectionString);
        Assert.Equal((200, 200), (await Status(one, secret), await Status(other, secret)));
        Assert.Equal((401, 401), (await Status(one, ""), await Status(other, "tr-wrong")));

        var (rotated, _) = await Minted(folder.Path, database.ConnectionString, "keys", "rotate", id);
        await Within(Soon, async () => await Status(one, secret) == 401 && await Status(other, secret) == 401 && await Status(other, rotated) == 200);
        await TrooperProcess.Run(folder.Path, database.ConnectionString, ["keys", "revoke", id]);
        await Within(Soon, async () => await Status(one, rotated) == 401 && await Status(other, rotated) == 401);
    }

    [PostgresOutageFact]
    public async Task While_the_keys_cannot_be_read_those_known_last_serve_on()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var postgres = await PostgresServer.Initialise();
        await postgres.Start();
        using var folder = new TestFolder();
        var (secret, _) = await Minted(folder.Path, postgres.ConnectionString, "keys", "create", "--team", "blue", "--name", "ci");
        using var server = await TrooperProcess.Start(fakes, folder.Path, postgres.ConnectionString);
        await server.Http.Say("explain that", "s", headers: ("x-api-key", secret));

        await postgres.Kill();
        for (var round = 0; round < 3; round++)
        {
            var reply = await server.Http.Say("explain this", "s", headers: ("x-api-key", secret));
            Assert.True(reply.Status == 200, reply.Body);
            Assert.Equal(401, await Status(server, "tr-wrong"));
        }
        await postgres.Start();
        var (second, _) = await Minted(folder.Path, postgres.ConnectionString, "keys", "create", "--team", "blue", "--name", "second");
        await Within(Patience.Limit, async () => await Status(server, second) == 200);
    }

    [PostgresOutageFact]
    public async Task A_server_that_never_read_the_keys_is_not_ready_and_lets_nobody_in()
    {
        await using var fakes = await FakeUpstreams.Start();
        await using var postgres = await PostgresServer.Initialise();
        using var folder = new TestFolder();

        using var server = await TrooperProcess.Start(fakes, folder.Path, postgres.ConnectionString);

        Assert.Equal(503, (await server.Http.Send(HttpMethod.Get, "/readyz")).Status);
        var refused = await server.Http.Say("explain this", "s");
        Assert.Equal((503, "1"), (refused.Status, refused.Header("Retry-After")));
        await postgres.Start();
        await Within(Patience.Limit, async () => await Status(server, "") == 200);
    }

    [Fact]
    public async Task Where_others_could_reach_it_it_does_not_start_without_keys()
    {
        using var folder = new TestFolder();

        var (exitCode, output, error) = await TrooperProcess.Run(folder.Path, null, [], (Bind, Everywhere), ("TROOPER_PORT", "0"));

        Assert.Equal("", output);
        Assert.Equal(1, exitCode);
        Assert.Contains("keys create --team", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task Where_others_could_reach_it_it_starts_with_keys_and_answers_to_any_name()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var folder = new TestFolder();
        var (secret, id) = await Minted(folder.Path, null, "keys", "create", "--team", "blue", "--name", "ci");

        using var server = await TrooperProcess.Start(fakes, folder.Path, null, [(Bind, Everywhere)]);

        Assert.Equal((200, 401), (await Status(server, secret), await Status(server, "")));
        Assert.Equal(200, (await server.Http.Send(HttpMethod.Get, "/sessions", null, ("x-api-key", secret), ("Host", "trooper.example.org"))).Status);
        await TrooperProcess.Run(folder.Path, null, ["keys", "revoke", id]);
        await Within(Soon, async () => await Status(server, secret) == 401);
    }

    private static async Task<(string Secret, string Id)> Minted(string folder, string? database, params string[] arguments)
    {
        var (exitCode, output, error) = await TrooperProcess.Run(folder, database, arguments);
        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n');
        return (lines[0], lines[1]);
    }

    private static async Task<int> Status(TrooperProcess server, string key) => (await server.Http.Send(HttpMethod.Get, "/sessions", null, ("x-api-key", key))).Status;

    private static async Task Within(TimeSpan limit, Func<Task<bool>> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await isSo())
            Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, limit);
    }
}
