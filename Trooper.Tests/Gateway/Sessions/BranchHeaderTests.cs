using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Sessions;

/// <summary><c>X-Trooper-After</c>: a client that keeps no history goes on from an earlier point.</summary>
public sealed class BranchHeaderTests
{
    [Fact]
    public async Task A_message_after_an_earlier_one_begins_a_branch()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s");
        await trooper.Http.Say("two", "s");

        await trooper.Http.Say("three", "s", headers: ("X-Trooper-After", "1"));

        Assert.Equal(["user: one", "assistant: claude-sim heard: one", "user: three", "assistant: claude-sim heard: three"], await trooper.Http.Transcript("s"));
        Assert.DoesNotContain("two", trooper.Claude.Requests[^1].Text, StringComparison.Ordinal);
        Assert.Contains("heard: one", trooper.Claude.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_message_there_is_asked_again()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s");

        await trooper.Http.Say("one", "s", headers: ("X-Trooper-After", "-1"));

        Assert.Equal(2, trooper.Claude.Requests.Count);
        Assert.Equal(2, (await trooper.Http.Transcript("s")).Count);
        Assert.Equal(3, (await trooper.Http.Transcript("s", "?all=true")).Count);
    }

    [Fact]
    public async Task Another_first_message_begins_the_conversation_anew()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s");

        await trooper.Http.Say("uno", "s", headers: ("X-Trooper-After", "-1"));

        Assert.Equal(["user: uno", "assistant: claude-sim heard: uno"], await trooper.Http.Transcript("s"));
    }

    [Fact]
    public async Task What_is_local_only_behind_the_branch_stays_so()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s");
        await trooper.Http.Say("my secret is tapioca", "s", headers: ("X-Force-Local", "true"));

        var again = await trooper.Http.Say("my secret is tapioca", "s", headers: ("X-Trooper-After", "1"));
        await trooper.Http.Say("explain the next step", "s", headers: ("X-Trooper-After", "3"));

        Assert.Equal("ollama", again.Trooper("Provider"));
        Assert.All(trooper.Claude.Requests, request => Assert.DoesNotContain("tapioca", request.Text, StringComparison.Ordinal));
        Assert.Equal(2, trooper.Claude.Requests.Count);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("-2")]
    [InlineData("last")]
    public async Task An_index_that_is_none_is_refused(string after)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.Http.Say("one", "s");

        var reply = await trooper.Http.Say("two", "s", headers: ("X-Trooper-After", after));

        Assert.Equal(400, reply.Status);
        Assert.Contains("X-Trooper-After", reply.Body, StringComparison.Ordinal);
        Assert.Equal(2, (await trooper.Http.Transcript("s")).Count);
    }
}
