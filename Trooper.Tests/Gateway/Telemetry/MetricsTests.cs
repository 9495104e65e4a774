using Trooper.Api.Pressure;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Gateway.Limits;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary><c>GET /metrics</c>: what dashboards and alerts are made of.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task An_answered_turn_is_counted_and_timed()
    {
        await using var trooper = await TrooperHost.Start();

        await trooper.Http.Say("please go on", "s", stream: true);

        var scrape = await Scrape.Of(trooper.Http);
        Assert.Equal(1, scrape["""trooper_turns_total{provider="claude",outcome="ok",trigger="none"}"""]);
        Assert.Equal(1, scrape["""trooper_turn_duration_seconds_count{provider="claude"}"""]);
        Assert.Equal(1, scrape["""trooper_turn_duration_seconds_bucket{provider="claude",le="+Inf"}"""]);
        Assert.Equal(1, scrape["""trooper_time_to_first_token_seconds_count{provider="claude"}"""]);
        Assert.Equal(1, scrape["trooper_overhead_seconds_count"]);
        Assert.True(scrape["trooper_overhead_seconds_sum"] > 0);
        Assert.True(scrape["""trooper_tokens_total{provider="claude",direction="input"}"""] > 0);
        Assert.True(scrape["""trooper_tokens_total{provider="claude",direction="output"}"""] > 0);
        Assert.Equal(["counter", "histogram", "gauge"], new[] { "trooper_turns_total", "trooper_turn_duration_seconds", "trooper_breaker_state" }.Select(scrape.TypeOf));
    }

    [Fact]
    public async Task A_fallback_is_counted_with_what_it_saved()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.Overloaded());

        var reply = await trooper.Http.Say("please go on", "s");

        var scrape = await Scrape.Of(trooper.Http);
        Assert.Equal(1, scrape["""trooper_turns_total{provider="ollama",outcome="ok",trigger="529"}"""]);
        Assert.Equal(1, scrape["""trooper_fallbacks_total{from="claude",to="ollama",trigger="529"}"""]);
        Assert.Equal(reply.Trooper("Session-Saved"), $"{scrape["trooper_tokens_saved_total"]} tokens");
    }

    [Fact]
    public async Task An_open_breaker_is_shown()
    {
        await using var trooper = await TrooperHost.Start();
        Assert.Equal(0, (await Scrape.Of(trooper.Http)).Samples["""trooper_breaker_state{provider="claude"}"""]);

        await trooper.FailClaude(3);
        await trooper.Http.Say("please go on");

        var scrape = await Scrape.Of(trooper.Http);
        Assert.Equal(2, scrape["""trooper_breaker_state{provider="claude"}"""]);
        Assert.Equal(1, scrape["""trooper_fallbacks_total{from="claude",to="ollama",trigger="circuit_open"}"""]);
    }

    [Fact]
    public async Task Turns_are_told_by_how_they_ended()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.RepliesWith(401, """{"type":"error","error":{"type":"authentication_error","message":"invalid"}}"""));
        await trooper.Http.Say("please go on", "s");
        await trooper.Http.Post("{}");
        trooper.Claude.Script(Behave.Overloaded());
        trooper.Ollama.Script(Behave.RepliesWith(500));
        await trooper.Http.Say("please go on", "s");

        var scrape = await Scrape.Of(trooper.Http);

        Assert.Equal(1, scrape["""trooper_turns_total{provider="claude",outcome="error",trigger="401"}"""]);
        Assert.Equal(1, scrape["""trooper_turns_total{provider="none",outcome="rejected",trigger="none"}"""]);
        Assert.Equal(1, scrape["""trooper_turns_total{provider="ollama",outcome="failed",trigger="529"}"""]);
    }

    [Fact]
    public async Task A_turn_is_in_flight_until_its_client_hangs_up()
    {
        await using var trooper = await TrooperHost.Start();
        var held = Behave.Says("one ", "two").StalledAfter(4);
        trooper.Claude.Script(held);
        using (var live = await trooper.Http.Open(Talk.Request([Talk.User("please go on")], stream: true)))
        {
            await live.ReadUntil("one ");
            Assert.Equal(1, (await Scrape.Of(trooper.Http))["trooper_turns_in_flight"]);
        }
        await trooper.Log.Until("the client hung up");

        var scrape = await Scrape.Of(trooper.Http);
        while (scrape["trooper_turns_in_flight"] != 0) // the line comes a moment before it
            scrape = await Scrape.Of(trooper.Http);
        Assert.Equal(1, scrape["""trooper_turns_total{provider="claude",outcome="client_gone",trigger="none"}"""]);
    }

    [Fact]
    public async Task What_is_turned_away_is_counted_by_its_reason()
    {
        await using var trooper = await TrooperHost.StartBuilt(AsKey.Of(AsKey.Limited("k", new() { RequestsPerMinute = 1 })), new ManualTime());
        await trooper.Http.Say("please go on", "s", false, AsKey.Sent("k"));
        Assert.Equal(429, (await trooper.Http.Say("please go on", "s", false, AsKey.Sent("k"))).Status);
        trooper.Get<LoadShedder>().Observe(new(TimeSpan.Zero, Memory: 0.95));
        Assert.Equal(503, (await trooper.Http.Say("please go on", "s", false, AsKey.Sent("k"))).Status);

        var scrape = await Scrape.Of(trooper.Http);

        Assert.Equal((1, 1), (scrape["""trooper_limited_total{limit="requests_per_minute"}"""], scrape["""trooper_shed_total{reason="memory"}"""]));
    }

    [Fact]
    public async Task What_the_process_takes_is_shown_from_the_start()
    {
        await using var trooper = await TrooperHost.Start();

        var scrape = await Scrape.Of(trooper.Http);

        string[] positive = ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds", "process_threads", "dotnet_gc_live_bytes", "dotnet_threadpool_threads"];
        Assert.All(positive, name => Assert.True(scrape[name] > 0, name));
        string[] there = ["trooper_tokens_saved_total", "trooper_journal_degraded", "trooper_journal_spool_bytes", "trooper_turns_in_flight"];
        Assert.All(there, name => Assert.Equal(0, scrape.Samples[name]));
    }
}
