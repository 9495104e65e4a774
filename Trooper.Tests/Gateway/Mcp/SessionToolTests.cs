using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Mcp;

/// <summary><c>/mcp</c>: an agent reads its own session.</summary>
public sealed class SessionToolTests
{
    [Fact]
    public async Task The_tools_are_listed_and_only_read()
    {
        await using var trooper = await TrooperHost.Start();
        await using var agent = await McpAgent.Connect(trooper);

        var tools = await agent.Client.ListToolsAsync();

        Assert.Equal(["session_recovery", "session_search", "session_sitrep", "session_steps"], tools.Select(tool => tool.Name).Order());
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.Equal("trooper", agent.Client.ServerInfo?.Name);
    }

    [Theory]
    [InlineData("X-Session-ID")]
    [InlineData("x-claude-code-session-id")]
    public async Task The_connection_names_the_session(string header)
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Says("I completed pr #1."));
        await trooper.Http.Say("we are building a parser in Go", "s");
        await using var agent = await McpAgent.Connect(trooper, (header, "s"));

        var sitrep = await agent.Ask("session_sitrep");
        var recovery = await agent.Ask("session_recovery");
        var steps = await agent.Ask("session_steps");

        Assert.Equal((await trooper.Http.Get("/sitrep/s")).Text("intent"), sitrep.Text("intent"));
        Assert.Equal(("s", 2), (recovery.Text("session_id"), recovery.Integer("resume_from")));
        Assert.Contains("pr #1", Assert.Single(steps.Items("completed")).Text("text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_compaction_folded_is_found_and_fetched_back()
    {
        await using var trooper = await TrooperHost.Start(null, ("CONTEXT_WINDOW", "600"), ("COMPRESS_CLOUD", "true"));
        var waits = string.Join(' ', Enumerable.Repeat("it waits longer and longer", 100));
        var report = $"{waits}; the marmalade is in the cupboard; {waits}";
        await trooper.Http.Say("please remember where we are", "s");
        await trooper.Http.Say("please go on", "s");
        await trooper.Http.Say(report, "s");
        for (var turn = 0; turn < 30; turn++)
            await trooper.Http.Say($"please do step {turn} of the plan with all that it takes", "s");
        Assert.DoesNotContain(report, trooper.Claude.Requests[^1].Text, StringComparison.Ordinal);
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        var found = await agent.Ask("session_search", ("query", "cupboard MARMALADE"));
        var hit = Assert.Single(found.Items("turns"));
        var whole = await agent.Ask("session_search", ("index", hit.Integer("index")));

        Assert.Equal(1, found.Integer("matches"));
        Assert.Contains("marmalade", hit.Text("excerpt"), StringComparison.Ordinal);
        Assert.True(hit.Text("excerpt")!.Length <= 402);
        Assert.Equal(report, whole.Text("text"));
    }

    [Fact]
    public async Task A_long_turn_comes_in_pieces()
    {
        await using var trooper = await TrooperHost.Start();
        var text = string.Concat(Enumerable.Range(0, 6_000).Select(number => $"{number:0000} "));
        await trooper.Http.Say(text, "s");
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        var first = await agent.Ask("session_search", ("index", 0));
        var rest = await agent.Ask("session_search", ("index", 0), ("offset", first.Integer("next_offset")));

        Assert.Equal(text, first.Text("text") + rest.Text("text"));
        Assert.Equal(30_000, first.Integer("total_chars"));
    }

    [Fact]
    public async Task Tool_traffic_and_left_branches_are_found_too()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Calls("bash", """{"command":"cat walrus.txt"}"""));
        await trooper.Http.Ask([Talk.User("please look at the file")], "s");
        await trooper.Http.Say("please look elsewhere", "s", false, ("X-Trooper-After", "-1"));
        await using var agent = await McpAgent.Connect(trooper, ("X-Session-ID", "s"));

        var hit = Assert.Single((await agent.Ask("session_search", ("query", "walrus"))).Items("turns"));

        Assert.Equal(("assistant", true), (hit.Text("role"), hit.IsTrue("superseded")));
        Assert.Contains("bash", hit.Text("excerpt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_answered_is_told_to_the_model()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please go on", "s");
        await using var agent = await McpAgent.Connect(trooper);

        Assert.Contains("which session?", await agent.Fail("session_sitrep"), StringComparison.Ordinal);
        Assert.Contains("there is no session 'nobody'", await agent.Fail("session_recovery", ("session_id", "nobody")), StringComparison.Ordinal);
        Assert.Contains("session_id", await agent.Fail("session_steps", ("session_id", "a/b")), StringComparison.Ordinal);
        Assert.Contains("query", await agent.Fail("session_search", ("session_id", "s")), StringComparison.Ordinal);
        Assert.Contains("no turn 99", await agent.Fail("session_search", ("session_id", "s"), ("index", 99)), StringComparison.Ordinal);
        Assert.Contains("index: a whole number", await agent.Fail("session_search", ("session_id", "s"), ("index", "x")), StringComparison.Ordinal);
    }
}
