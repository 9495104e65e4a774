using Microsoft.Extensions.Configuration;
using Trooper.Api.Commands;
using Trooper.Core.Access;
using Trooper.Journal.Access;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Gateway.Commands;

public sealed class KeyCommandTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Create_prints_the_secret_alone_and_then_the_id()
    {
        var (exitCode, output, error) = await Run(
            "keys create --team blue --name ci --role admin --expires 30d --providers claude,ollama --rpm 60 --tokens-per-day 1000000 --money-per-month 49.99 --streams 4 --local-when-over");

        Assert.Equal((0, ""), (exitCode, error));
        var lines = output.Split('\n');
        Assert.Equal(["", "key"], [lines[2], lines[1][..3]]);
        var key = Assert.Single((await Book()).Keys);
        Assert.Equal((lines[1], KeySecret.HashOf(lines[0])), (key.Id, key.Hash));
        Assert.Equal(("blue", "ci", KeyRole.Admin), (key.Team, key.Name, key.Role));
        Assert.Equal(TimeSpan.FromDays(30), key.ExpiresAt - key.CreatedAt);
        Assert.Equal(["claude", "ollama"], key.Providers);
        Assert.Equal(new() { RequestsPerMinute = 60, TokensPerDay = 1_000_000, MoneyPerMonth = 49.99m, ConcurrentStreams = 4, LocalWhenOver = true }, key.Limits);
    }

    [Fact]
    public async Task A_key_that_is_asked_for_plainly_is_a_members_without_limits()
    {
        await Run("keys create --team blue --name ci");

        var key = Assert.Single((await Book()).Keys);
        Assert.Equal((KeyRole.Member, null, null, KeyLimits.None), (key.Role, key.ExpiresAt, key.Providers, key.Limits));
    }

    [Theory]
    [InlineData("keys create --name ci", "--team")]
    [InlineData("keys create --team blue", "--name")]
    [InlineData("keys create --team blue/green --name ci", "--team: 'blue/green'")]
    [InlineData("keys create --team blue --name ci --role owner", "owner")]
    [InlineData("keys create --team blue --name ci --expires soon", "--expires: 'soon' is not accepted")]
    [InlineData("keys create --team blue --name ci --providers cluade", "--providers: 'cluade' is not accepted: some of claude")]
    [InlineData("keys create --team blue --name ci --rpm many", "many")]
    [InlineData("keys create --team blue --name ci --rpm 0", "--rpm: a whole number from 1")]
    [InlineData("keys create --team blue --name ci --money-per-month -1", "--money-per-month: an amount above 0")]
    [InlineData("keys create --team blue --name ci --colour red", "--colour")]
    [InlineData("keys", "command")]
    [InlineData("keys revoke", "revoke")]
    [InlineData("key create", "key")]
    [InlineData("export", "--out")]
    [InlineData("import", "import")]
    public async Task What_is_asked_wrongly_is_told_in_one_line_and_nothing_is_made(string arguments, string said)
    {
        var (exitCode, output, error) = await Run(arguments);

        Assert.Equal((CommandLine.Misused, ""), (exitCode, output));
        Assert.Contains(said, error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty((await Book()).Keys);
    }

    [Fact]
    public async Task Keys_are_listed_rotated_and_revoked()
    {
        var made = (await Run("keys create --team blue --name ci --rpm 5")).Output.Split('\n');
        var (secret, id) = (made[0], made[1]);

        var listed = WireJson.Parse((await Run("keys list --json")).Output).Items("keys").Single();
        Assert.Equal([id, "blue", "ci", "member", "live", "5"], new[] { "id", "team", "name", "role", "status", "rpm" }.Select(field => listed.Field(field).ToString()));
        Assert.DoesNotContain(KeySecret.HashOf(secret), listed.ToString());
        var table = (await Run("keys list")).Output;
        Assert.Contains(id, table);
        Assert.Contains("5 requests/min", table);

        var rotated = (await Run($"keys rotate {id}")).Output.Split('\n');
        Assert.Equal(id, rotated[1]);
        Assert.Equal(KeySecret.HashOf(rotated[0]), (await Book()).Find(id)!.Hash);

        Assert.Equal((0, $"{id} is revoked\n", ""), await Run($"keys revoke {id}"));
        Assert.NotNull((await Book()).Find(id)!.RevokedAt);
        Assert.Equal((1, "", $"there is no live key {id}\n"), await Run($"keys rotate {id}"));
        Assert.Equal((1, "", "there is no key key-x\n"), await Run("keys revoke key-x"));
        Assert.Contains("revoked", (await Run("keys list")).Output);

        var noted = File.ReadAllText(Path.Combine(folder.Path, "audit.jsonl"));
        var acts = noted.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => WireJson.Parse(line));
        Assert.Equal(new[] { "key_created", "key_rotated", "key_revoked" }.Select(act => (act, id)), acts.Select(act => (act.Text("act")!, act.Text("subject")!)));
        Assert.DoesNotContain("tr-", noted);
    }

    [Fact]
    public void What_begins_with_a_dash_is_the_servers_but_for_help()
    {
        Assert.False(CommandLine.IsCommand([]));
        Assert.False(CommandLine.IsCommand(["--TROOPER_PORT=3001"]));
        Assert.True(CommandLine.IsCommand(["--help"]));
        Assert.True(CommandLine.IsCommand(["keys", "list"]));
    }

    private async Task<(int ExitCode, string Output, string Error)> Run(string arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("TROOPER_DATA", folder.Path)]).Build();
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var line = new CommandLine(settings, _ => throw new InvalidOperationException("no command here needs the sessions"), TimeProvider.System, output, error);
        return (await line.Run(arguments.Split(' ')), output.ToString(), error.ToString());
    }

    private Task<KeyBook> Book() => new FileKeyStore(folder.Path, TimeProvider.System).Read(default);
}
