using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Streams;

/// <summary>A stream that dies after its first word goes on elsewhere as the same message, or ends in an error; it never just stops.</summary>
public sealed class MidStreamTests
{
    private static readonly Behaviour Half = Behave.Says("The first half, ", "never said");

    private static readonly Dictionary<string, Behaviour> Deaths = new()
    {
        ["cut"] = Half.CutAfter(4),
        ["reset"] = Half.ResetAfter(4),
        ["garbage"] = Half.GarbledAfter(4),
    };

    public static TheoryData<string> DeathRows => [.. Deaths.Keys];

    [Theory]
    [MemberData(nameof(DeathRows))]
    public async Task The_next_provider_goes_on_inside_the_same_message(string death)
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Deaths[death]);
        trooper.Ollama.Script(Behave.Says("and the ", "second."));

        var reply = await trooper.Http.Say("my name is Ada, go on", "s", stream: true);

        Assert.Equal("The first half, and the second.", reply.Text);
        OneMessage.IsIn(reply);
        Assert.Equal(["user: my name is Ada, go on", "assistant: The first half, and the second."], await trooper.Http.Transcript("s"));
        Assert.False((await trooper.Http.Get("/session/s")).Items()[^1].IsTrue("partial"));
        Assert.Equal(["my name is Ada, go on", "The first half, "], trooper.Ollama.Requests.Single().Prompt!.Turns.Select(turn => turn.Text));
        Assert.Equal(1, await trooper.Failures("claude"));
    }

    // Whether the word was already on its way to the client when the error came is up to the network; the client must not be able to tell.
    [Fact]
    public async Task An_error_inside_the_stream_is_not_the_client_s()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Half.FailedAfter(4));
        trooper.Ollama.Script(Behave.Says("and the second."));

        var reply = await trooper.Http.Say("go on", "s", stream: true);

        Assert.True(reply.Text is "The first half, and the second." or "and the second.", reply.Text);
        OneMessage.IsIn(reply);
        Assert.Equal(["user: go on", $"assistant: {reply.Text}"], await trooper.Http.Transcript("s"));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("reset")]
    public async Task An_answer_that_lacks_only_the_protocol_s_last_word_is_complete(string death)
    {
        await using var trooper = await TrooperHost.Start();
        var said = Behave.Says("All of it.");
        trooper.Claude.Script(death == "cut" ? said.CutAfter(^1) : said.ResetAfter(^1));

        var reply = await trooper.Http.Say("go on", "s", stream: true);

        Assert.Equal("All of it.", reply.Text);
        OneMessage.IsIn(reply);
        Assert.Empty(trooper.Ollama.Requests);
        Assert.Equal(["user: go on", "assistant: All of it."], await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task The_next_request_sees_it_as_one_answer()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Half.CutAfter(4));
        trooper.Ollama.Script(Behave.Says("and the second."));
        var first = await trooper.Http.Ask([Talk.User("go on")], stream: true);

        var second = await trooper.Http.Ask([Talk.User("go on"), Talk.Assistant(first.Text), Talk.User("and then")]);

        Assert.Equal((first.Session, "claude"), (second.Session, second.Trooper("Provider")));
        Assert.Equal(4, (await trooper.Http.Transcript(first.Session)).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inside_a_tool_call_nothing_is_spliced(bool afterText)
    {
        await using var trooper = await TrooperHost.Start();
        var answer = new Fakes.Model.Answer
        {
            Deltas = afterText ? ["I will look."] : [],
            Calls = [Fakes.Model.Call.Of("read_file", """{"path":"a rather long path to a file"}""")],
            Stop = Fakes.Model.StopCause.Tool,
        };
        trooper.Claude.Script(Behave.Answers(answer).CutAfter(^3)); // before the call's end

        var reply = await trooper.Http.Say("go on", "s", stream: true);

        Assert.Equal("error", reply.Events[^1].Text("type"));
        Assert.Contains("claude", reply.Events[^1].Field("error").Text("message"));
        Assert.DoesNotContain(reply.Events, item => item.Text("type") is "message_stop" or "message_delta");
        Assert.Empty(trooper.Ollama.Requests);
        Assert.Equal(afterText ? ["user: go on", "assistant: I will look."] : ["user: go on"], await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task With_no_provider_left_the_client_gets_the_error_and_the_session_what_came()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Half.CutAfter(4));
        await trooper.Ollama.Down();

        var reply = await trooper.Http.Say("go on", "s", stream: true);

        Assert.Equal("The first half, ", reply.Text);
        Assert.Equal(("error", "api_error"), (reply.Events[^1].Text("type"), reply.Events[^1].Field("error").Text("type")));
        Assert.DoesNotContain(reply.Events, item => item.Text("type") == "message_stop");
        Assert.Equal(["user: go on", "assistant: The first half, "], await trooper.Http.Transcript("s"));
        Assert.True((await trooper.Http.Get("/session/s")).Items()[^1].IsTrue("partial"));
    }

    [Fact]
    public async Task Claude_goes_on_where_the_local_model_stopped()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Ollama.Script(Half.CutAfter(1));
        trooper.Claude.Script(Behave.Says("and the second."));

        var reply = await trooper.Http.Say("go on", "s", true, ("X-Prefer-Local", "true"));

        Assert.Equal("The first half, and the second.", reply.Text);
        OneMessage.IsIn(reply);
        Assert.Null(trooper.Claude.Requests.Single().Violation);
        Assert.Equal("The first half,", trooper.Claude.Requests.Single().Prompt!.Turns[^1].Text);
    }

    [Fact]
    public async Task A_thought_cut_short_is_no_trouble_to_the_rest_of_the_session()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Thinks("a long thought", "never said").CutAfter(4));
        var ask = Talk.Request([Talk.User("go on")], stream: true).With("max_tokens", 4096).With("thinking", new { type = "enabled", budget_tokens = 2048 });
        var broken = await trooper.Http.Post(ask);
        OneMessage.IsIn(broken);

        var deltas = broken.Events.Where(item => item.Text("type") == "content_block_delta");
        var thought = deltas.Where(item => item.Integer("index") == 0).Select(item => item.Field("delta")).ToList();
        object[] answer =
        [
            new
            {
                type = "thinking",
                thinking = string.Concat(thought.Select(delta => delta.Text("thinking"))),
                signature = string.Concat(thought.Select(delta => delta.Text("signature"))),
            },
            Talk.Text(broken.Text),
        ];
        var reply = await trooper.Http.Post(ask.With("messages", new[] { Talk.User("go on"), Talk.Assistant(answer), Talk.User("and then") }));

        Assert.Equal((200, "claude", broken.Session), (reply.Status, reply.Trooper("Provider"), reply.Session));
        Assert.Null(trooper.Claude.Requests[^1].Violation);
    }
}
