using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>What counts against a provider, and what does not.</summary>
public sealed class BreakerCountTests
{
    [Fact]
    public async Task Two_failures_or_three_that_are_far_apart_do_not_open_it()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);

        await trooper.FailClaude(2);
        time.Advance(TimeSpan.FromSeconds(61));
        await trooper.FailClaude(1);

        Assert.Equal("closed", await trooper.Breaker("claude"));
    }

    [Fact]
    public async Task An_answer_between_begins_the_count_anew()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        await trooper.FailClaude(2);
        await trooper.Http.Say("please go on");
        await trooper.FailClaude(2);

        Assert.Equal("closed", await trooper.Breaker("claude"));
        Assert.Equal(2, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task A_stream_that_dies_counts_and_a_failing_token_count_does_not()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        trooper.Claude.Script(Behave.Says("half", "never").CutAfter(4));
        trooper.Claude.ScriptProbes(Behave.Overloaded());

        await trooper.Http.Say("please go on", stream: true);
        Assert.Equal(1, await trooper.Failures("claude"));
        var counted = await trooper.Http.Send(HttpMethod.Post, "/v1/messages/count_tokens", new StringContent(WireJson.Write(new
        {
            model = TrooperHost.ClaudeModel,
            messages = new[] { Talk.User("please go on") },
        })));

        Assert.Equal(200, counted.Status);
        Assert.True(counted.Json.Integer("input_tokens") > 0);
        Assert.Equal(1, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task A_client_that_hangs_up_counts_for_nothing()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("half", "never").HeldAfter(4, gate));

        using (var reply = await trooper.Http.Open(Talk.Request([Talk.User("please go on")], stream: true)))
            await reply.ReadUntil("half");

        Assert.Equal(Outcome.Aborted, await trooper.Claude.Requests[0].Ended);
        Assert.Equal(0, await trooper.Failures("claude"));
    }
}
