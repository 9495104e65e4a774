using System.Net.Http.Headers;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>A Responses client may name the reply before instead of sending the conversation: the session has it, whoever answered.</summary>
public sealed class PreviousResponseTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_named_reply_brings_its_conversation_along(bool restarts)
    {
        await using var trooper = await TrooperHost.Start();
        var first = await Ask(trooper, "my name is Ada, let us build a parser");
        var second = await Ask(trooper, "please write the lexer", Id(first));
        if (restarts)
            await trooper.Restart();

        var third = await Ask(trooper, "now tell me what is my name", Id(second));

        Assert.Equal("Your name is Ada.", Text(third));
        Assert.Single(new[] { first.Session, second.Session, third.Session }.Distinct());
        Assert.Equal(6, (await trooper.Http.Transcript(first.Session)).Count);
    }

    [Fact]
    public async Task A_reply_that_is_not_the_last_begins_a_branch()
    {
        await using var trooper = await TrooperHost.Start();
        var first = await Ask(trooper, "please begin");
        await Ask(trooper, "please go left", Id(first));

        await Ask(trooper, "please go right", Id(first));

        Assert.Equal(
            ["user: please begin", "assistant: claude-sim heard: please begin", "user: please go right", "assistant: claude-sim heard: please go right"],
            await trooper.Http.Transcript(first.Session));
        Assert.DoesNotContain("left", trooper.Claude.Requests[^1].Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("s")]
    public async Task A_reply_that_nobody_knows_is_refused_by_name(string? session)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please begin", "s");

        var reply = await Ask(trooper, "please go on", "resp_unknown", session);

        Assert.Equal(400, reply.Status);
        Assert.Equal(("previous_response_not_found", "previous_response_id"), (reply.Json.Field("error").Text("code"), reply.Json.Field("error").Text("param")));
        Assert.Equal(2, (await trooper.Http.Transcript("s")).Count);
    }

    /// <summary>As Vercel's SDK does by default: what the model said is named, not sent.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Named_items_stand_for_what_was_said(bool restarts)
    {
        await using var trooper = await TrooperHost.Start();
        var first = await Post(trooper, new { model = "any", input = new object[] { User("my name is Ada, let us build a parser") } });
        var second = await Post(trooper, new { model = "any", input = new object[] { User("my name is Ada, let us build a parser"), Item(first), User("please write the lexer") } });
        if (restarts)
            await trooper.Restart();

        var third = await Post(trooper, new
        {
            model = "any",
            input = new object[] { User("my name is Ada, let us build a parser"), Item(first), User("please write the lexer"), Item(second), User("now tell me what is my name") },
        });

        Assert.Equal("Your name is Ada.", Text(third));
        Assert.Single(new[] { first.Session, second.Session, third.Session }.Distinct());
        Assert.Equal(6, (await trooper.Http.Transcript(first.Session)).Count);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], trooper.Claude.Requests[^1].Prompt!.Turns.Select(turn => turn.Role));
    }

    [Fact]
    public async Task A_conversation_is_a_session_by_its_name()
    {
        await using var trooper = await TrooperHost.Start();

        await Post(trooper, new { model = "any", input = "my name is Ada, please begin", conversation = "conv_1" });
        var second = await Post(trooper, new { model = "any", input = "please tell me what is my name", conversation = new { id = "conv_1" } });

        Assert.Equal(("conv_1", "Your name is Ada."), (second.Session, Text(second)));
    }

    private static Task<TrooperReply> Ask(TrooperHost trooper, string text, string? previous = null, string? session = null) =>
        Post(trooper, new { model = "any", input = text, previous_response_id = previous }, session);

    private static Task<TrooperReply> Post(TrooperHost trooper, object body, string? session = null) => trooper.Http.Send(
        HttpMethod.Post,
        "/v1/responses",
        new StringContent(JsonSerializer.Serialize(body), MediaTypeHeaderValue.Parse("application/json")),
        session is null ? [] : [("X-Session-ID", session)]);

    private static object User(string content) => new { role = "user", content };

    private static object Item(TrooperReply reply) => new { type = "item_reference", id = reply.Json.Items("output").Single().Text("id") };

    private static string Id(TrooperReply reply) => reply.Json.Text("id")!;

    private static string Text(TrooperReply reply) => string.Concat(reply.Json.Items("output").SelectMany(item => item.Items("content")).Select(part => part.Text("text")));
}
