using Trooper.Api.Operations;
using Trooper.Core.Sessions;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Operations;

/// <summary>What the charts are made of.</summary>
public sealed class TurnActivityTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void A_minute_counts_savings_fallbacks_requests_and_their_latency()
    {
        var activity = new TurnActivity(time);
        for (var turn = 1; turn <= 100; turn++)
            activity.Ended(Attempts(fallbacks: turn == 100 ? 1 : 0), TimeSpan.FromMilliseconds(turn), saved: 10);

        var minute = Assert.Single(activity.Since(DateTimeOffset.MinValue));

        Assert.Equal((1000, 1), (minute.TokensSaved, minute.Fallbacks));
        var ollama = minute.Providers["ollama"];
        Assert.Equal(100, ollama.Requests);
        Assert.InRange(ollama.P50, 45, 55);
        Assert.InRange(ollama.P95, 86, 105);
    }

    [Fact]
    public void Only_the_last_hours_are_kept()
    {
        var activity = new TurnActivity(time);
        for (var minute = 0; minute < 1_000; minute++)
        {
            activity.Ended(Attempts(fallbacks: 0), TimeSpan.FromMilliseconds(1), saved: 1);
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(180, activity.Since(DateTimeOffset.MinValue).Count);
    }

    [Fact]
    public void A_session_is_under_way_until_its_last_turn_ends()
    {
        var activity = new TurnActivity(time);
        var session = new SessionKey(SessionKey.NoTeam, "s");
        var first = activity.Begin(session);
        var second = activity.Begin(session);

        first.Dispose();
        Assert.True(activity.IsUnderWay(session));
        second.Dispose();
        Assert.False(activity.IsUnderWay(session));
    }

    private Attempt[] Attempts(int fallbacks) =>
        [.. Enumerable.Repeat(new Attempt("claude", null, time.GetUtcNow(), "529", []), fallbacks), new Attempt("ollama", null, time.GetUtcNow(), Attempt.Ok, [])];
}
