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
