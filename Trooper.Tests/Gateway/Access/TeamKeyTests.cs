using System.Security.Cryptography;
using System.Text;
using Trooper.Api.Access;
using Trooper.Core.Access;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Gateway.Access;

/// <summary>Provider keys that teams bring.</summary>
public sealed class TeamKeyTests
{
    private const string Own = "sk-own-canary-of-blue";

    [Fact]
    public async Task A_teams_own_key_pays_for_its_turns_and_for_no_others()
    {
        await using var trooper = await TrooperHost.Start();
        using var admin = trooper.Bearing(await trooper.MakeKey("ops", KeyRole.Admin));
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));

        Assert.Equal(204, (await Put(admin, "blue", "claude", Own)).Status);
        await blue.Say("explain this", "s");
        await green.Say("explain this", "s");
        Assert.Equal([Own, TrooperHost.ClaudeKey], trooper.Claude.Requests.Select(request => request.Header("x-api-key")));

        Assert.Equal(204, (await admin.Send(HttpMethod.Delete, "/admin/teams/blue/providers/claude")).Status);
        Assert.Equal(404, (await admin.Send(HttpMethod.Delete, "/admin/teams/blue/providers/claude")).Status);
        await blue.Say("explain that", "s");
        Assert.Equal(TrooperHost.ClaudeKey, trooper.Claude.Requests[^1].Header("x-api-key"));
        Assert.Equal(["provider_key_removed", "provider_key_set"], (await admin.Get("/admin/audit")).Items("acts").Select(act => act.Text("act")));
    }

    [Fact]
    public async Task A_provider_that_only_the_team_has_a_key_for_joins_the_teams_chain()
    {
        await using var trooper = await TrooperHost.StartWith(["openai"], null, ("OPENAI_API_KEY", null));
        using var admin = trooper.Bearing(await trooper.MakeKey("ops", KeyRole.Admin));
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        using var green = trooper.Bearing(await trooper.MakeKey("green"));

        await Put(admin, "blue", "openai", Own);

        Assert.Equal("openai", (await blue.Say("explain this", "s")).Trooper("Provider"));
        Assert.Equal("ollama", (await green.Say("explain this", "s")).Trooper("Provider"));
        Assert.Equal("ollama", (await blue.Say("explain that", "s", headers: ("X-Force-Local", "true"))).Trooper("Provider"));
        Assert.Equal($"Bearer {Own}", Assert.Single(trooper.Fakes.OpenAI.Requests).Header("Authorization"));
    }

    [Fact]
    public async Task What_one_teams_key_has_used_up_others_still_have()
    {
        await using var trooper = await TrooperHost.Start();
        using var admin = trooper.Bearing(await trooper.MakeKey("ops", KeyRole.Admin));
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        await Put(admin, "blue", "claude", Own);
        trooper.Claude.Script((Behave.Overloaded() with { Times = 3 }).For(request => request.Header("x-api-key") == Own));
        for (var turn = 0; turn < 3; turn++)
            await blue.Say("explain this", "s");

        Assert.Equal("circuit_open", (await blue.Say("explain this", "s")).Trooper("Trigger"));
        Assert.Equal("claude (direct)", (await admin.Say("explain this", "s")).Trooper("Decision"));
        Assert.Equal("closed", (await admin.Get("/providers")).Items("providers").First().Text("breaker"));
    }

    [Fact]
    public async Task It_is_kept_sealed_and_never_shown()
    {
        await using var trooper = await TrooperHost.Start();
        using var admin = trooper.Bearing(await trooper.MakeKey("ops", KeyRole.Admin));
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        await Put(admin, "blue", "claude", Own);
        trooper.Claude.Script(Behave.RepliesWith(401, WireJson.Write(new { type = "error", error = new { type = "authentication_error", message = $"invalid x-api-key {Own}" } })));

        var refused = await blue.Say("explain this", "s");

        Assert.Equal(401, refused.Status);
        Assert.DoesNotContain("canary", refused.Body);
        Assert.False(trooper.Folder.AnyFileHolds("canary"));
        Assert.DoesNotContain(trooper.Log.Lines, line => line.Contains("canary", StringComparison.Ordinal));
        foreach (var path in new[] { "/admin/teams", "/admin/keys", "/admin/audit", "/providers", "/config", "/session/s" })
            Assert.DoesNotContain("canary", (await (path == "/session/s" ? blue : admin).Get(path)).ToString());
    }

    [Theory]
    [InlineData("blue", "cluade", "{\"key\":\"sk-canary\"}")]
    [InlineData("blue", "ollama", "{\"key\":\"sk-canary\"}")]
    [InlineData("bl%20ue", "claude", "{\"key\":\"sk-canary\"}")]
    [InlineData("blue", "claude", "{\"key\":\"\"}")]
    [InlineData("blue", "claude", "{\"key\":\"two canaries\"}")]
    [InlineData("blue", "claude", "{\"secret\":\"sk-canary\"}")]
    [InlineData("blue", "claude", "sk-canary")]
    public async Task What_is_given_wrongly_is_refused_and_not_repeated(string team, string provider, string body)
    {
        await using var trooper = await TrooperHost.Start();

        var refused = await trooper.Http.Send(HttpMethod.Put, $"/admin/teams/{team}/providers/{provider}", new StringContent(body));

        Assert.Equal(400, refused.Status);
        Assert.DoesNotContain("canar", refused.Body);
    }

    [Fact]
    public async Task A_key_that_can_no_longer_be_read_takes_its_provider_off_the_teams_chain()
    {
        await using var trooper = await TrooperHost.Start(null, ("TROOPER_SECRET_KEY", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        var box = new SecretBox(_ => RandomNumberGenerator.GetBytes(32));
        await trooper.Get<Locksmith>().Keep(new("blue", "claude", box.Seal("blue", "claude", Own), DateTimeOffset.UtcNow), default);
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));

        Assert.Equal("ollama", (await blue.Say("explain this", "s")).Trooper("Provider"));
        Assert.Contains(trooper.Log.Faults, line => line.Contains("TROOPER_SECRET_KEY", StringComparison.Ordinal));
    }

    [Fact]
    public void A_seal_holds_for_its_team_and_provider_alone_and_differs_each_time()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var box = new SecretBox(_ => key);
        var (one, other) = (box.Seal("blue", "claude", Own), box.Seal("blue", "claude", Own));

        Assert.Equal(Own, box.Open(new("blue", "claude", one, default)));
        Assert.NotEqual(one, other);
        Assert.Null(box.Open(new("green", "claude", one, default)));
        Assert.Null(box.Open(new("blue", "openai", one, default)));
        one[^1] ^= 1;
        Assert.Null(box.Open(new("blue", "claude", one, default)));
        Assert.Null(box.Open(new("blue", "claude", [1, 2, 3], default)));
        Assert.Equal(-1, other.AsSpan().IndexOf(Encoding.UTF8.GetBytes("canary")));
    }

    [PostgresFact]
    public async Task In_a_database_it_is_kept_only_under_a_key_that_is_set()
    {
        await using var database = await TestDatabase.Make();
        using var folder = new TestFolder();
        string[] set = ["teams", "set-key", "--team", "blue", "--provider", "claude"];

        var (exitCode, _, error) = await TrooperProcess.Run(folder.Path, database.ConnectionString, set, Own);
        Assert.Equal(1, exitCode);
        Assert.Contains("TROOPER_SECRET_KEY", error);
    }

    private static Task<TrooperReply> Put(HttpClient admin, string team, string provider, string key) =>
        admin.Send(HttpMethod.Put, $"/admin/teams/{team}/providers/{provider}", new StringContent(WireJson.Write(new { key })));
}
