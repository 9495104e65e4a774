using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>People send only what is new: it goes on with the conversation, once, and nothing that is said meanwhile is lost.</summary>
public sealed class LoneMessageTests
{
    [Fact]
    public async Task A_lone_message_goes_on_with_the_whole_conversation()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("my name is Ada, let us build a parser", "s");
        await trooper.Http.Say("please write the lexer", "s");

        var reply = await trooper.Http.Say("now tell me what is my name", "s", stream: true);

        Assert.Equal("Your name is Ada.", reply.Text);
        Assert.Equal(["user", "assistant", "user", "assistant", "user"], trooper.Claude.Requests[^1].Prompt!.Turns.Select(turn => turn.Role));
        Assert.Equal(6, (await trooper.Http.Transcript("s")).Count);
    }

    [Fact]
    public async Task The_same_lone_message_twice_is_two_turns()
    {
        await using var trooper = await TrooperHost.Start();

        await trooper.Http.Say("please go on", "s");
        await trooper.Http.Say("please go on", "s");

        Assert.Equal(4, (await trooper.Http.Transcript("s")).Count);
    }

    [Fact]
    public async Task A_lone_message_that_failed_and_is_sent_again_is_one_turn()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Ollama.Down();
        trooper.Claude.Script(Behave.Overloaded());
        Assert.Equal(502, (await trooper.Http.Say("please go on", "s")).Status);

        await trooper.Http.Say("please go on", "s");

        Assert.Equal(["user: please go on", "assistant: claude-sim heard: please go on"], await trooper.Http.Transcript("s"));
        Assert.Single(trooper.Claude.Requests[^1].Prompt!.Turns);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Concurrent_lone_messages_are_all_kept_with_their_answers(bool begun)
    {
        await using var trooper = await TrooperHost.Start();
        if (begun)
            await trooper.Http.Say("please begin", "s");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(place => trooper.Http.Say($"please do part {place}", "s", stream: place % 2 == 0)));

        var transcript = await trooper.Http.Transcript("s");
        Assert.Equal(begun ? 42 : 40, transcript.Count);
        Assert.All(Enumerable.Range(0, 20), place =>
        {
            Assert.Single(transcript, $"user: please do part {place}");
            Assert.Single(transcript, $"assistant: claude-sim heard: please do part {place}");
        });
        await trooper.Restart();
        Assert.Equal(transcript, await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task A_session_s_first_answer_leaves_what_was_said_meanwhile()
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Gate();
        trooper.Claude.Script(Behave.Normally().HeldBeforeHeaders(gate));

        var first = trooper.Http.Say("please begin", "s");
        await gate.Reached;
        await trooper.Http.Say("please go on", "s");
        gate.Open();
        await first;

        Assert.Equal(
            ["user: please begin", "user: please go on", "assistant: claude-sim heard: please go on", "assistant: claude-sim heard: please begin"],
            await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task A_message_without_a_word_is_no_trouble_either()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("please begin", "s");
        var blank = await trooper.Http.Post(Talk.Request([Talk.User(" ")]), ("X-Session-ID", "s"));

        var next = await trooper.Http.Say("please say something", "s");

        Assert.Equal((200, 200), (blank.Status, next.Status));
        Assert.All(trooper.Claude.Requests, seen => Assert.Null(seen.Violation));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task An_answer_without_a_word_is_no_trouble_later(bool local, bool stream)
    {
        await using var trooper = await TrooperHost.Start();
        (local ? trooper.Ollama : trooper.Claude).Script(Behave.Says());
        var silent = await trooper.Http.Say("please go on", "s", stream, ("X-Prefer-Local", local ? "true" : "false"));

        var next = await trooper.Http.Say("please say something", "s");

        Assert.Equal((200, ""), (silent.Status, silent.Text));
        Assert.Equal((200, "claude-sim heard: please say something"), (next.Status, next.Text));
        Assert.Null(trooper.Claude.Requests[^1].Violation);
    }
}
