using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Fallback;

/// <summary>Waits that are worth it, and those that are not.</summary>
public sealed class WaitTests
{
    [Theory]
    [InlineData(null, 2)]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    public async Task A_short_wait_is_waited_out_and_then_asked_once_more(int? retryAfter, int seconds)
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        trooper.Claude.Script(Behave.RateLimited(retryAfter is { } given ? TimeSpan.FromSeconds(given) : null));

        var asked = trooper.Http.Say("please go on");
        await time.Armed(TimeSpan.FromSeconds(seconds));
        Assert.Single(trooper.Claude.Requests);
        time.Advance(TimeSpan.FromSeconds(seconds));
        var reply = await asked;

        Assert.Equal(("claude", "0", null), (reply.Trooper("Provider"), reply.Trooper("Fallback-Count"), reply.Trooper("Trigger")));
        Assert.Equal("claude (direct) ✓", reply.Trooper("Summary"));
        Assert.Equal(2, trooper.Claude.Requests.Count);
        Assert.Equal(0, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task A_limit_that_lasts_is_left_after_one_more_try()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        trooper.Claude.Script(Behave.RateLimited(), Behave.RateLimited());

        var asked = trooper.Http.Say("please go on");
        await time.Armed(TimeSpan.FromSeconds(2));
        time.Advance(TimeSpan.FromSeconds(2));
        var reply = await asked;

        Assert.Equal(("ollama", "429"), (reply.Trooper("Provider"), reply.Trooper("Trigger")));
        Assert.Equal(2, trooper.Claude.Requests.Count);
        Assert.Equal(1, await trooper.Failures("claude"));
    }

    [Fact]
    public async Task A_date_to_wait_for_is_read_by_the_gateway_s_own_clock()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        trooper.Claude.Script(Behave.RateLimited().WithHeader("Retry-After", time.GetUtcNow().AddSeconds(3).ToString("R")));

        var asked = trooper.Http.Say("please go on");
        await time.Armed(TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("claude", (await asked).Trooper("Provider"));

        trooper.Claude.Script(Behave.RateLimited().WithHeader("Retry-After", time.GetUtcNow().AddSeconds(6).ToString("R")));
        Assert.Equal("429", (await trooper.Http.Say("please go on")).Trooper("Trigger"));
    }

    [Fact]
    public async Task No_headers_in_thirty_seconds_is_a_timeout()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        trooper.Claude.Script(Behave.KeepsSilent());

        var asked = trooper.Http.Say("please go on", stream: true);
        await trooper.Claude.Requests.NextRequest();
        await time.Armed(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(30));
        var reply = await asked;

        Assert.Equal(("ollama", "timeout"), (reply.Trooper("Provider"), reply.Trooper("Trigger")));
        Assert.Equal(Outcome.Aborted, await trooper.Claude.Requests[0].Ended);
        Assert.Equal(1, await trooper.Failures("claude"));
    }
}
