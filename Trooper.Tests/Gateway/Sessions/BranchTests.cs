using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary>A history that differs from what was said is a branch; the abandoned turns are kept beside it.</summary>
public sealed class BranchTests
{
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
            [
                "user: please take the left road", "assistant: claude-sim heard: please take the left road",
                "user: please go on along it", "assistant: claude-sim heard: please go on along it",
            ],
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

        var history = left.Select(line => line.Split(": ", 2)).Select(parts => new { role = parts[0], content = parts[1] });
        var back = await trooper.Http.Ask([.. history, Talk.User("please stay here")]);

        Assert.Equal(agent.Session, back.Session);
        Assert.Equal([.. left, "user: please stay here", "assistant: claude-sim heard: please stay here"], await trooper.Http.Transcript(agent.Session));
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
}
