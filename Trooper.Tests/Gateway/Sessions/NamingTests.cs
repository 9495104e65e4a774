using System.Net;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>Which session a request belongs to, by what clients send.</summary>
public sealed class NamingTests
{
    public static TheoryData<string, string, object?> Names => new()
    {
        { "X-Session-ID", "s-1", null },
        { "x-claude-code-session-id", "s-2", null },
        { "session-id", "s-3", null },
        { "thread-id", "s-4", null },
        { "x-conversation-id", "s-5", null },
        { "metadata", "0b5c", new { user_id = "user_abc_account_def_session_0b5c" } },
        { "metadata", "s-6", new { session_id = "s-6" } },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_taken_from_where_clients_put_it(string place, string id, object? value)
    {
        await using var trooper = await TrooperHost.Start();
        var request = Talk.Request([Talk.User("please begin")]);

        var reply = value is null ? await trooper.Http.Post(request, (place, id)) : await trooper.Http.Post(request.With(place, value));

        Assert.Equal((200, id), (reply.Status, reply.Session));
        Assert.Equal(2, (await trooper.Http.Transcript(id)).Count);
    }

    [Fact]
    public async Task The_client_s_own_word_comes_first()
    {
        await using var trooper = await TrooperHost.Start();
        var request = Talk.Request([Talk.User("please begin")]).With("metadata", new { session_id = "last" });

        Assert.Equal("a", (await trooper.Http.Post(request, ("x-conversation-id", "c"), ("x-claude-code-session-id", "b"), ("X-Session-ID", "a"))).Session);
        Assert.Equal("b", (await trooper.Http.Post(request, ("x-conversation-id", "c"), ("x-claude-code-session-id", "b"))).Session);
        Assert.Equal("c", (await trooper.Http.Post(request, ("x-conversation-id", "c"))).Session);
    }

    [Fact]
    public async Task A_conversation_with_no_name_finds_its_session()
    {
        await using var trooper = await TrooperHost.Start();
        var one = new Agent(trooper.Http);
        var other = new Agent(trooper.Http);
        await one.Say("please begin with the parser");
        await other.Say("please begin with the lexer");
        var (first, second) = (one.Session, other.Session);

        await one.Say("please go on");
        await other.Say("please go on");

        Assert.Matches("^auto-[0-9a-z]{26}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal((first, second), (one.Session, other.Session));
    }

    [Fact]
    public async Task Two_conversations_that_begin_alike_stay_two()
    {
        await using var trooper = await TrooperHost.Start();
        var one = new Agent(trooper.Http);
        var other = new Agent(trooper.Http);
        await one.Say("please begin");
        await other.Say("please begin");

        await one.Say("please go left");
        await other.Say("please go right");
        await one.Say("please go on");

        Assert.NotEqual(one.Session, other.Session);
        Assert.Equal(one.Lines, await trooper.Http.Transcript(one.Session));
        Assert.Equal(other.Lines, await trooper.Http.Transcript(other.Session));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("caf\u00e9")]
    [InlineData("tab\tbed")]
    public async Task A_name_that_is_none_is_refused(string id)
    {
        await using var trooper = await TrooperHost.Start();

        foreach (var header in new[] { "X-Session-ID", "x-claude-code-session-id", "X-Parent-Session-ID" })
        {
            var reply = await trooper.Http.Post(Talk.Request([Talk.User("please begin")]), (header, id));
            Assert.Equal((400, "invalid_request_error"), (reply.Status, reply.Json.Field("error").Text("type")));
            Assert.Contains(header, reply.Json.Field("error").Text("message"));
        }
        Assert.Equal(0, (await trooper.Http.Get("/sessions")).Integer("count"));
        Assert.Empty(trooper.Claude.Requests);
    }

    [Fact]
    public async Task Two_hundred_characters_are_a_name_and_one_more_is_not()
    {
        await using var trooper = await TrooperHost.Start();
        var longest = new string('x', 200);

        Assert.Equal(longest, (await trooper.Http.Say("please begin", longest)).Session);
        Assert.Equal(400, (await trooper.Http.Say("please begin", longest + "x")).Status);
        Assert.Equal(2, (await trooper.Http.Transcript(longest)).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await trooper.Http.GetAsync($"/session/{longest}x")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await trooper.Http.GetAsync("/session/caf%C3%A9")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await trooper.Http.GetAsync("/recovery/caf%C3%A9")).StatusCode);
    }

    [Fact]
    public async Task A_sub_agent_has_a_session_of_its_own_below_its_parent_s()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please lead", null, false, ("x-claude-code-session-id", "main"));

        var child = await trooper.Http.Say("please help", null, false,
            ("x-claude-code-session-id", "main"), ("x-claude-code-agent-id", "a1"), ("x-claude-code-parent-agent-id", "a0"));
        var grandchild = await trooper.Http.Say("please help more", null, false,
            ("x-claude-code-session-id", "main"), ("x-claude-code-agent-id", "a2"), ("x-claude-code-parent-agent-id", "a1"));
        var named = await trooper.Http.Say("please help too", "helper", false, ("X-Parent-Session-ID", "main"));
        var labelled = await trooper.Http.Say("please review", null, false, ("session-id", "main"), ("x-openai-subagent", "review"));

        Assert.Equal(4, new[] { child.Session, grandchild.Session, named.Session, labelled.Session }.Distinct().Count());
        Assert.Equal(2, (await trooper.Http.Transcript("main")).Count);
        var sessions = (await trooper.Http.Get("/sessions")).Items("sessions");
        var parents = sessions.ToDictionary(session => session.Text("session_id")!, session => session.Text("parent"));
        Assert.Equal(
            [null, "main", child.Session, "main", "main"],
            new[] { "main", child.Session, grandchild.Session, named.Session, labelled.Session }.Select(id => parents[id]));

        var tree = (await trooper.Http.Get("/recovery/main")).Items("children");
        Assert.Equal(3, tree.Length);
        var below = tree.Single(branch => branch.Text("session_id") == child.Session);
        Assert.Equal(grandchild.Session, below.Items("children").Single().Text("session_id"));
    }
}
