using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>A provider that keeps failing is left alone, and taken back by one trial.</summary>
public sealed class BreakerTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Three_failures_in_a_row_open_it_and_then_no_request_is_made()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        await trooper.FailClaude(3);

        var reply = await trooper.Http.Say("please go on");

        Assert.Equal(3, trooper.Claude.Requests.Count);
        Assert.Equal("open", await trooper.Breaker("claude"));
        Assert.Equal(("ollama", "1", "circuit_open"), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal("ollama (fallback: circuit_open)", reply.Trooper("Decision"));
        Assert.Equal("claude → ollama (circuit_open) | context ✓", reply.Trooper("Summary"));
        var health = await trooper.Health("claude");
        Assert.Equal((3, true), (health.Integer("failures"), health.Text("last_error")!.Contains("529", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_a_minute_one_trial_among_many_closes_it()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        await trooper.FailClaude(3);
        time.Advance(Minute);
        var gate = new Gate();
        trooper.Claude.Script(Behave.Normally().HeldBeforeHeaders(gate));

        var trial = trooper.Http.Say("please try");
        await gate.Reached;
        Assert.Equal("half_open", await trooper.Breaker("claude"));
        var others = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => trooper.Http.Say("please go on")));
        gate.Open();

        Assert.Equal("claude", (await trial).Trooper("Provider"));
        Assert.All(others, other => Assert.Equal("circuit_open", other.Trooper("Trigger")));
        Assert.Equal(4, trooper.Claude.Requests.Count);
        Assert.Equal(("closed", 0), (await trooper.Breaker("claude"), await trooper.Failures("claude")));
        Assert.Equal("claude", (await trooper.Http.Say("please go on")).Trooper("Provider"));
    }

    [Fact]
    public async Task With_auto_recovery_the_models_list_closes_it_and_no_turn_is_risked()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time, ("AUTO_RECOVERY", "true"));
        await trooper.FailClaude(3);

        time.Advance(Minute);
        var probe = await trooper.Claude.Probes.NextRequest();

        Assert.Equal("/v1/models", probe.Path);
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (await trooper.Breaker("claude") != "closed")
            patience.Token.ThrowIfCancellationRequested();
        Assert.Equal(3, trooper.Claude.Requests.Count);
    }

    [Fact]
    public async Task A_trial_that_fails_opens_it_for_another_minute()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        await trooper.FailClaude(3);
        time.Advance(Minute);
        await trooper.FailClaude(1);
        time.Advance(Minute - TimeSpan.FromSeconds(1));

        Assert.Equal("circuit_open", (await trooper.Http.Say("please go on")).Trooper("Trigger"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("claude", (await trooper.Http.Say("please go on")).Trooper("Provider"));
    }

    [Fact]
    public async Task A_trial_that_tells_nothing_of_the_provider_is_given_to_the_next_request()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        await trooper.FailClaude(3);
        time.Advance(Minute);
        trooper.Claude.Script(Behave.Invalid("max_tokens: too many"));

        Assert.Equal(400, (await trooper.Http.Say("please go on")).Status);
        Assert.Equal("claude", (await trooper.Http.Say("please go on")).Trooper("Provider"));
    }

    [Theory]
    [InlineData("Retry-After", null)]
    [InlineData("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset")]
    public async Task It_waits_for_as_long_as_the_provider_said(string header, string? resetHeader)
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var back = time.GetUtcNow().AddSeconds(300);
        var failure = resetHeader is null
            ? Behave.Overloaded().WithHeader(header, "300")
            : Behave.Overloaded().WithHeader(header, "0").WithHeader(resetHeader, back.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        trooper.Claude.Script(failure with { Times = 3 });
        for (var turn = 0; turn < 3; turn++)
            await trooper.Http.Say("please go on");

        time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal("circuit_open", (await trooper.Http.Say("please go on")).Trooper("Trigger"));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("claude", (await trooper.Http.Say("please go on")).Trooper("Provider"));
    }

    [Fact]
    public async Task It_survives_a_restart()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        await trooper.FailClaude(3);

        await trooper.Restart();

        Assert.Equal("open", await trooper.Breaker("claude"));
        Assert.Equal("circuit_open", (await trooper.Http.Say("please go on")).Trooper("Trigger"));
    }

    [Fact]
    public async Task The_local_model_is_tried_regardless_when_it_is_the_last()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime(), ("CLAUDE_API_KEY", null));
        trooper.Ollama.Script(Behave.ServerError() with { Times = 3 });
        for (var turn = 0; turn < 3; turn++)
            Assert.Equal(502, (await trooper.Http.Say("please go on")).Status);

        Assert.Equal("open", await trooper.Breaker("ollama"));
        var reply = await trooper.Http.Say("please go on");
        Assert.Equal((200, "ollama (no cloud configured)"), (reply.Status, reply.Trooper("Decision")));
        Assert.Equal("closed", await trooper.Breaker("ollama"));
    }

    [Fact]
    public async Task A_simple_turn_passes_over_a_local_model_that_is_left_alone()
    {
        await using var trooper = await TrooperHost.Start(new ManualTime());
        trooper.Ollama.Script(Behave.ServerError() with { Times = 3 });
        for (var turn = 0; turn < 3; turn++)
            Assert.Equal("claude", (await trooper.Http.Say("define recursion")).Trooper("Provider"));

        var reply = await trooper.Http.Say("define recursion");

        Assert.Equal(("claude", "circuit_open"), (reply.Trooper("Provider"), reply.Trooper("Trigger")));
        Assert.Equal("ollama → claude (circuit_open) ✓", reply.Trooper("Summary"));
    }
}
