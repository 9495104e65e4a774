using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>However clients send their history, the transcript holds each turn once.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task Two_hundred_turns_resent_in_full_leave_exactly_those_turns()
    {
        await using var trooper = await TrooperHost.Start();
        var agent = new Agent(trooper.Http);

        for (var turn = 0; turn < 200; turn++)
        {
            if (turn % 10 == 9)
                trooper.Claude.Script(Behave.Unavailable());
            await agent.Say($"please do step {turn}", stream: turn % 2 == 0);
        }

        Assert.Equal(400, agent.Lines.Count);
        Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.Session));
        Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.Session, "?all=true"));
        Assert.Equal(1, (await trooper.Http.Get("/sessions")).Integer("count"));
    }

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
    [InlineData("x-claude-code-session-id")]
    [InlineData(null)]
    public async Task A_history_sent_again_adds_nothing_but_the_newer_answer(string? header)
    {
        await using var trooper = await TrooperHost.Start();
        var agent = new Agent(trooper.Http, header is null ? [] : [(header, "s")]);
        await agent.Say("please begin");
        await agent.Say("please go on");

        agent.ForgetAfter(3);
        trooper.Claude.Script(Behave.Says("another answer"));
        await agent.Resend();

        Assert.Equal(["user: please begin", "assistant: claude-sim heard: please begin", "user: please go on", "assistant: another answer"],
            await trooper.Http.Transcript(agent.Session));
    }

    [Fact]
    public async Task A_first_message_that_the_client_says_it_retries_stays_in_its_session()
    {
        await using var trooper = await TrooperHost.Start();
        var first = await trooper.Http.Say("please begin");

        var again = await trooper.Http.Say("please begin", null, false, ("x-stainless-retry-count", "1"));

        Assert.Equal(first.Session, again.Session);
        Assert.Equal(["user: please begin", "assistant: claude-sim heard: please begin"], await trooper.Http.Transcript(first.Session));
    }

    [Theory]
    [InlineData("X-Session-ID")]
    [InlineData("x-claude-code-session-id")]
    [InlineData(null)]
    public async Task An_edited_history_is_a_branch(string? header)
    {
        await using var trooper = await TrooperHost.Start();
        var agent = new Agent(trooper.Http, header is null ? [] : [(header, "s")]);
        await agent.Say("please begin");
        await agent.Say("please take the left road");
        await agent.Say("please go on along it");

        agent.ForgetAfter(2);
        await agent.Say("please take the right road");
        await agent.Say("please go on");

        Assert.Equal(agent.Lines, await trooper.Http.Transcript(agent.Session));
        var all = (await trooper.Http.Get($"/session/{agent.Session}?all=true")).Items();
        Assert.Equal(10, all.Length);
        Assert.Equal(
            ["user: please take the left road", "assistant: claude-sim heard: please take the left road", "user: please go on along it", "assistant: claude-sim heard: please go on along it"],
            all.Where(turn => turn.IsTrue("superseded")).Select(Talk.Line));
        Assert.All((await trooper.Http.Get($"/session/{agent.Session}")).Items(), turn => Assert.False(turn.Has("superseded")));
    }

    [Fact]
    public async Task A_shortened_history_and_a_return_to_the_abandoned_branch_are_both_known()
    {
        await using var trooper = await TrooperHost.Start();
        var agent = new Agent(trooper.Http);
        await agent.Say("please begin");
        await agent.Say("please take the left road");
        var left = agent.Lines;
        agent.ForgetAfter(2);
        await agent.Say("please take the right road");

        var back = await trooper.Http.Ask([.. left.Select(line => line.Split(": ", 2)).Select(parts => new { role = parts[0], content = parts[1] }), Talk.User("please stay here")]);

        Assert.Equal(agent.Session, back.Session);
        Assert.Equal([.. left, "user: please stay here", "assistant: claude-sim heard: please stay here"], await trooper.Http.Transcript(agent.Session));
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
    public async Task What_an_agent_asks_beside_its_work_is_not_in_the_transcript()
    {
        await using var trooper = await TrooperHost.Start();
        var agent = new Agent(trooper.Http, ("x-claude-code-session-id", "s"));
        await agent.Say("please begin");

        Assert.Equal(200, (await trooper.Http.Ask([Talk.User("write a title for: please begin")], null, true, ("x-claude-code-session-id", "s"))).Status);
        await agent.Say("please go on");

        Assert.Equal(agent.Lines, await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task A_conversation_that_an_agent_begins_anew_is_the_live_one_from_its_second_turn()
    {
        await using var trooper = await TrooperHost.Start();
        var before = new Agent(trooper.Http, ("x-claude-code-session-id", "s"));
        await before.Say("please begin");
        var compacted = new Agent(trooper.Http, ("x-claude-code-session-id", "s"));
        await compacted.Say("here is a summary of all that was said");
        await compacted.Say("please go on");

        Assert.Equal(compacted.Lines, await trooper.Http.Transcript("s"));
        Assert.Equal(6, (await trooper.Http.Transcript("s", "?all=true")).Count);
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
    public async Task A_restart_changes_nothing_for_anybody()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("my name is Ada", "s");
        var agent = new Agent(trooper.Http);
        await agent.Say("please begin");
        var session = agent.Session;

        await trooper.Restart();

        Assert.Equal("Your name is Ada.", (await trooper.Http.Say("do tell me what is my name", "s")).Text);
        var resumed = await trooper.Http.Ask([Talk.User("please begin"), Talk.Assistant("claude-sim heard: please begin"), Talk.User("please go on")]);
        Assert.Equal(session, resumed.Session);
        Assert.Equal(4, (await trooper.Http.Transcript(session)).Count);
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

    [Fact]
    public async Task Tool_traffic_is_kept_as_it_was()
    {
        await using var trooper = await TrooperHost.Start();
        object[] history =
        [
            Talk.User("please look"),
            Talk.Assistant(new[] { Talk.Text("Looking."), Talk.Use("toolu_1", "read", new { path = "a" }), Talk.Use("toolu_2", "read", new { path = "b" }) }),
            Talk.User(new[] { Talk.Result("toolu_1", "one"), Talk.Result("toolu_2", new[] { Talk.Text("two") }) }),
        ];
        var tools = new[] { new { name = "read", input_schema = new { type = "object" } } };

        var reply = await trooper.Http.Post(Talk.Request(history).With("tools", tools));

        Assert.Equal(
            ["user: please look", """assistant: Looking. read({"path":"a"}) read({"path":"b"})""", "user: => one => two", "assistant: tool said: one | two"],
            await trooper.Http.Transcript(reply.Session));
    }
}
