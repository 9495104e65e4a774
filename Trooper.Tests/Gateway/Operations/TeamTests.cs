using System.Net.Http.Headers;
using Trooper.Core.Access;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Gateway.Telemetry;

namespace Trooper.Tests.Gateway.Operations;

/// <summary>What a team sees of the running of it, once keys are set up.</summary>
public sealed class TeamTests
{
    [Fact]
    public async Task The_audit_log_is_for_admins_and_metrics_for_this_machine()
    {
        await using var trooper = await TrooperHost.Start();
        using var admin = trooper.Bearing(await trooper.MakeKey("red", KeyRole.Admin));
        using var member = trooper.Bearing(await trooper.MakeKey("red"));

        Assert.Equal(200, (await admin.Send(HttpMethod.Get, "/admin/audit")).Status);
        Assert.Equal(403, (await member.Send(HttpMethod.Get, "/admin/audit")).Status);
        Assert.Equal(401, (await trooper.Http.Send(HttpMethod.Get, "/admin/audit")).Status);
        Assert.NotEmpty((await Scrape.Of(trooper.Http)).Samples);
    }

    [Fact]
    public async Task By_MCP_another_teams_session_does_not_exist()
    {
        await using var trooper = await TrooperHost.Start();
        using var red = trooper.Bearing(await trooper.MakeKey("red"));
        using var blue = trooper.Bearing(await trooper.MakeKey("blue"));
        await red.Say("please remember the walrus", "s");

        Assert.Contains("walrus", await Search(red), StringComparison.Ordinal);
        Assert.Contains("there is no session", await Search(blue), StringComparison.Ordinal);
        Assert.Equal(401, (await Post(trooper.Http)).Status);
    }

    private static async Task<string> Search(HttpClient http) => Assert.Single((await Post(http)).Events).Field("result").GetRawText();

    private static Task<TrooperReply> Post(HttpClient http)
    {
        const string Call = """{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"session_search","arguments":{"session_id":"s","query":"walrus"}}}""";
        return http.Send(HttpMethod.Post, "/mcp", new StringContent(Call, MediaTypeHeaderValue.Parse("application/json")), ("Accept", "application/json, text/event-stream"));
    }
}
