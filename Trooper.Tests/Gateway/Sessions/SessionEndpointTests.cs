using System.Text.Json;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>What can be asked of sessions, and done to them by hand.</summary>
public sealed class SessionEndpointTests
{
    [Fact]
    public async Task A_session_is_listed_with_all_that_a_list_tells()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Billing());
        await trooper.Http.Say("help me with building a parser in Go", "s");

        var page = await trooper.Http.Get("/sessions");

        Assert.Equal((1, JsonValueKind.Null), (page.Integer("count"), page.Field("next_cursor").ValueKind));
        var session = page.Items("sessions").Single();
        Assert.Equal(("s", "ollama", 2, 1), (session.Text("session_id"), session.Text("provider"), session.Integer("turns"), session.Integer("fallbacks")));
        Assert.Contains("parser", session.Text("intent"));
        Assert.True(session.Integer("tokens") > 0 && session.Integer("tokens_saved") > 0);
        Assert.All(["stage", "open_loops", "parent"], field => Assert.True(session.Has(field), field));
        Assert.All(["created_at", "last_active_at"], field => Assert.EndsWith("00:00", $"{session.Field(field).GetDateTimeOffset():zzz}"));
    }

    [Fact]
    public async Task A_transcript_s_turns_tell_where_they_come_from()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please go on", "s");

        var turns = (await trooper.Http.Get("/session/s")).Items();

        Assert.Equal([0, 1], turns.Select(turn => turn.Integer("index")!.Value));
        Assert.Equal((null, "claude"), (turns[0].Text("provider"), turns[1].Text("provider")));
        Assert.Equal(TrooperHost.ClaudeModel, turns[1].Text("model"));
        Assert.All(turns, turn =>
        {
            Assert.Equal("any", turn.Text("locality"));
            Assert.True(turn.Integer("tokens") > 0);
            Assert.True(turn.IsFalse("partial"));
            Assert.True(turn.Field("at").TryGetDateTimeOffset(out _));
        });
    }

    [Fact]
    public async Task A_transcript_is_read_page_by_page()
    {
        await using var trooper = await TrooperHost.Start();
        for (var turn = 0; turn < 5; turn++)
            await trooper.Http.Say($"please do step {turn}", "s");
        var whole = await trooper.Http.Transcript("s");

        var pages = new List<string>();
        for (var after = -1; pages.Count < 10; after += 3)
        {
            var page = await trooper.Http.Transcript("s", $"?after={after}&limit=3");
            Assert.InRange(page.Count, 1, 3);
            pages.AddRange(page);
        }

        Assert.Equal(whole, pages);
        Assert.Empty(await trooper.Http.Transcript("s", "?after=9"));
        foreach (var query in new[] { "?after=x", "?after=-2", "?limit=0", "?limit=x", "?all=maybe" })
            Assert.Equal((400, "application/problem+json"), Kind(await trooper.Http.Send(HttpMethod.Get, $"/session/s{query}")));
    }

    [Fact]
    public async Task Sessions_are_listed_page_by_page_the_newest_activity_first_and_searched()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        foreach (var id in new[] { "s-1", "s-2", "s-3", "s-4", "s-5", "s-2" })
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await trooper.Http.Say("please go on", id);
        }

        var ids = new List<string>();
        var query = "?limit=2";
        for (var page = await trooper.Http.Get($"/sessions{query}"); ; page = await trooper.Http.Get($"/sessions{query}"))
        {
            ids.AddRange(page.Items("sessions").Select(session => session.Text("session_id")!));
            if (page.Text("next_cursor") is not { } cursor)
                break;
            query = $"?limit=2&cursor={Uri.EscapeDataString(cursor)}";
        }

        Assert.Equal(["s-2", "s-5", "s-4", "s-3", "s-1"], ids);
        Assert.Equal(["s-4"], (await trooper.Http.Get("/sessions?q=s-4")).Items("sessions").Select(session => session.Text("session_id")!));
        foreach (var bad in new[] { "?limit=0", "?limit=many" })
            Assert.Equal((400, "application/problem+json"), Kind(await trooper.Http.Send(HttpMethod.Get, $"/sessions{bad}")));
    }

    [Fact]
    public async Task A_turn_added_by_hand_is_part_of_the_conversation()
    {
        await using var trooper = await TrooperHost.Start();

        Assert.Equal(200, (await Append(trooper, """{"role":"user","content":"my name is Ada"}""")).Status);
        Assert.Equal(200, (await Append(trooper, """{"role":"assistant","content":[{"type":"text","text":"Noted."}],"provider":"a colleague"}""")).Status);

        Assert.Equal("Your name is Ada.", (await trooper.Http.Say("tell me what is my name", "s")).Text);
        var turns = (await trooper.Http.Get("/session/s")).Items();
        Assert.Equal(["user: my name is Ada", "assistant: Noted."], turns.Take(2).Select(Talk.Line));
        Assert.Equal("a colleague", turns[1].Text("provider"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"role":"user"}""")]
    [InlineData("""{"content":"x"}""")]
    [InlineData("""{"role":"nobody","content":"x"}""")]
    [InlineData("""{"role":1,"content":"x"}""")]
    [InlineData("""{"role":"user","content":""}""")]
    [InlineData("""{"role":"user","content":7}""")]
    [InlineData("""{"role":"user","content":[]}""")]
    [InlineData("""{"role":"user","content":["x"]}""")]
    [InlineData("""{"role":"user","content":[{"text":"x"}]}""")]
    public async Task What_is_no_turn_is_not_added(string json)
    {
        await using var trooper = await TrooperHost.Start();

        Assert.Equal((400, "application/problem+json"), Kind(await Append(trooper, json)));
        Assert.Equal(0, (await trooper.Http.Get("/sessions")).Integer("count"));
        Assert.Empty(trooper.Log.Faults);
    }

    private static Task<TrooperReply> Append(TrooperHost trooper, string json) =>
        trooper.Http.Send(HttpMethod.Post, "/session/s/append", new StringContent(json));

    private static (int, string?) Kind(TrooperReply reply) => (reply.Status, reply.Header("Content-Type"));
}
