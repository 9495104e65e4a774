using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Mcp;

/// <summary>What is local-only, and what derives from it, is in no answer of a tool: the agent might send that to a cloud.</summary>
public sealed class McpPrivacyTests
{
    private const string Secret = "we are building the Walrus launcher; TODO: the code 4711 is broken and I fixed the pump already";

    [Fact]
    public async Task A_local_only_turn_is_in_no_answer()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login of the shop", "s");
        await trooper.Http.Say(Secret, "s", false, ("X-Force-Local", "true"));
        await trooper.Http.Say("please go on with the login", "s");
        Assert.Contains("4711", (await trooper.Http.Send(HttpMethod.Get, "/session/s")).Body, StringComparison.Ordinal);
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        var answers = new List<JsonElement>
        {
            await agent.Ask("session_sitrep"),
            await agent.Ask("session_recovery"),
            await agent.Ask("session_steps"),
            await agent.Ask("session_search", ("query", "login")),
            await agent.Ask("session_search", ("index", 2)),
            await agent.Ask("session_search", ("index", 3)),
        };

        Assert.All(answers, answer => Assert.All(["4711", "alrus", "pump"], word => Assert.DoesNotContain(word, answer.GetRawText(), StringComparison.Ordinal)));
        Assert.True(answers[4].IsTrue("local_only"));
        Assert.Contains("login", answers[0].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_does_not_tell_that_a_local_only_turn_holds_a_word()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say(Secret, "s", false, ("X-Force-Local", "true"));
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        var there = await agent.Ask("session_search", ("query", "4711"));
        var nowhere = await agent.Ask("session_search", ("query", "4712"));

        Assert.Equal(nowhere.GetRawText(), there.GetRawText());
        Assert.Equal((0, 2), (there.Integer("matches"), there.Integer("local_only_turns")));
    }

    [Fact]
    public async Task What_failed_in_private_is_not_told()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login of the shop", "s");
        trooper.Ollama.Script(Behave.RepliesWith(500, $$"""{"error":"can not answer {{Secret}}"}"""));
        Assert.Equal(502, (await trooper.Http.Say(Secret, "s", false, ("X-Force-Local", "true"))).Status);
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        Assert.DoesNotContain("4711", (await agent.Ask("session_recovery")).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sub_agents_secret_is_not_told_with_its_parent()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("we fix the login of the shop", "parent");
        await trooper.Http.Say(Secret, "child", false, ("X-Parent-Session-ID", "parent"), ("X-Force-Local", "true"));
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "parent"));

        var recovery = await agent.Ask("session_recovery");

        Assert.Equal("child", Assert.Single(recovery.Items("children")).Text("session_id"));
        Assert.All(["4711", "alrus", "pump"], word => Assert.DoesNotContain(word, recovery.GetRawText(), StringComparison.Ordinal));
    }
}
