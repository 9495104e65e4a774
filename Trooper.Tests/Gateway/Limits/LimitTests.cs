using Trooper.Core.Access;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Limits;

/// <summary>What a client is told when its key's limit is reached, and what goes on instead.</summary>
public sealed class LimitTests
{
    private static readonly (string, string) Key = AsKey.Sent("k");

    private readonly ManualTime time = new();

    [Fact]
    public async Task Over_its_requests_per_minute_an_anthropic_client_is_told_when_to_come_back()
    {
        await using var trooper = await Start(new() { RequestsPerMinute = 2 });
        time.Advance(TimeSpan.FromSeconds(15));
        await Say(trooper);
        await Say(trooper);

        var refused = await trooper.Http.Say("please go on", "s", false, Key);

        Assert.Equal((429, "rate_limit_error"), (refused.Status, refused.Json.Field("error").Text("type")));
        Assert.Equal("This key's limit of 2 requests per minute is reached; it is back at 12:01:00 UTC, in 45 s", refused.Json.Field("error").Text("message"));
        Assert.Equal(("45", "true"), (refused.Header("Retry-After"), refused.Header("x-should-retry")));
        Assert.Equal("rejected (limit: requests per minute)", refused.Trooper("Decision"));
        Assert.Equal(2, trooper.Claude.Requests.Count);
        Assert.Equal(404, (await trooper.Http.Send(HttpMethod.Get, "/session/s", null, Key)).Status);
        time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal(200, (await Say(trooper)).Status);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    public async Task An_openai_client_is_told_in_its_own_words(string path)
    {
        await using var trooper = await Start(new() { RequestsPerMinute = 1 });
        object body = path == "/v1/responses" ? new { model = "gpt-4o", input = "please go on" } : new { model = "gpt-4o", messages = new[] { Talk.User("please go on") } };
        await trooper.Http.PostTo(path, body, Key);

        var refused = await trooper.Http.PostTo(path, body, Key);

        Assert.Equal((429, "rate_limit_exceeded", "60"), (refused.Status, refused.Json.Field("error").Text("code"), refused.Header("Retry-After")));
    }

    [Fact]
    public async Task A_day_s_tokens_are_those_that_paid_providers_reported()
    {
        await using var trooper = await Start(new() { TokensPerDay = 1000 });
        trooper.Claude.Script(Costs(400, 200), Costs(300, 100));
        await Say(trooper);
        await trooper.Http.Say("please go on", null, false, Key, ("X-Prefer-Local", "true"));
        await Say(trooper);

        var refused = await Say(trooper);
        var local = await trooper.Http.Say("please go on", null, false, Key, ("X-Force-Local", "true"));

        Assert.Equal((429, null, "false"), (refused.Status, refused.Header("Retry-After"), refused.Header("x-should-retry")));
        Assert.Contains("1000 tokens per day is reached; it is back at 2026-06-02 00:00 UTC", refused.Body);
        Assert.Equal((200, "ollama"), (local.Status, local.Trooper("Provider")));
        time.Advance(TimeSpan.FromHours(12));
        Assert.Equal(200, (await Say(trooper)).Status);
    }

    [Fact]
    public async Task A_month_s_money_is_counted_by_the_price_table()
    {
        await using var trooper = await Start(new() { MoneyPerMonth = 1.50m }, ("Trooper:Prices:claude-sim:input", "1000"), ("Trooper:Prices:claude-sim:output", "2000"));
        trooper.Claude.Script(Costs(300, 200), Costs(500, 200));
        await Say(trooper);
        await Say(trooper);

        var anthropic = await Say(trooper);
        var openAI = await trooper.Http.PostTo("/v1/chat/completions", new { model = "gpt-4o", messages = new[] { Talk.User("please go on") } }, Key);

        Assert.Equal((429, "rate_limit_error"), (anthropic.Status, anthropic.Json.Field("error").Text("type")));
        Assert.Contains("$1.50 per month is reached; it is back at 2026-07-01 00:00 UTC", anthropic.Body);
        Assert.Equal((429, "insufficient_quota", "false"), (openAI.Status, openAI.Json.Field("error").Text("code"), openAI.Header("x-should-retry")));
    }

    [Fact]
    public async Task What_was_used_before_a_restart_counts()
    {
        await using var trooper = await Start(new() { TokensPerDay = 1000 });
        trooper.Claude.Script(Costs(900, 200));
        await Say(trooper);

        await trooper.Restart();

        Assert.Equal(429, (await Say(trooper)).Status);
    }

    [Fact]
    public async Task A_stream_is_counted_while_it_lasts()
    {
        await using var trooper = await Start(new() { ConcurrentStreams = 1 });
        var gate = new Gate();
        trooper.Claude.Script(Behave.Normally().HeldBeforeHeaders(gate));
        var stream = Talk.Request([Talk.User("please go on")], stream: true);
        var first = trooper.Http.Post(stream, Key);
        await gate.Reached;

        var second = await trooper.Http.Post(stream, Key);
        var whole = await Say(trooper);
        gate.Open();
        await first;
        time.Advance(TimeSpan.FromSeconds(1));
        var third = await trooper.Http.Post(stream, Key);

        Assert.Equal((429, "1", "true"), (second.Status, second.Header("Retry-After"), second.Header("x-should-retry")));
        Assert.Contains("1 concurrent streams is reached; it is back when one of them has ended", second.Body);
        Assert.Equal((200, 200), (whole.Status, third.Status));
    }

    [Fact]
    public async Task By_the_team_s_choice_the_local_model_answers_instead_and_no_other()
    {
        await using var trooper = await Start(new() { RequestsPerMinute = 1, LocalWhenOver = true });
        await Say(trooper);

        var over = await Say(trooper);
        trooper.Ollama.Script(Behave.ServerError());
        var failed = await Say(trooper);

        Assert.Equal((200, "ollama", "ollama (limit: requests per minute)"), (over.Status, over.Trooper("Provider"), over.Trooper("Decision")));
        Assert.Equal(502, failed.Status);
        Assert.Single(trooper.Claude.Requests);
    }

    [Fact]
    public async Task A_request_that_is_refused_is_not_read()
    {
        await using var trooper = await Start(new() { RequestsPerMinute = 1 });
        await Say(trooper);

        var refused = await trooper.Http.Post("this is no request", Key);

        Assert.Equal(429, refused.Status);
    }

    [Fact]
    public async Task A_key_s_limit_is_its_own()
    {
        await using var trooper = await TrooperHost.StartBuilt(AsKey.Of(AsKey.Limited("k", new() { RequestsPerMinute = 1 }), AsKey.Limited("other", KeyLimits.None)), time);
        await Say(trooper);

        Assert.Equal(429, (await Say(trooper)).Status);
        Assert.Equal(200, (await trooper.Http.Say("please go on", null, false, AsKey.Sent("other"))).Status);
    }

    private Task<TrooperHost> Start(KeyLimits limits, params (string Name, string? Value)[] changes) => TrooperHost.StartBuilt(AsKey.Of(AsKey.Limited("k", limits)), time, changes);

    private static Task<TrooperReply> Say(TrooperHost trooper) => trooper.Http.Say("please go on", null, false, Key);

    private static Behaviour Costs(int input, int output) => Behave.RepliesWith(200, WireJson.Write(new
    {
        id = "msg_1",
        type = "message",
        role = "assistant",
        model = TrooperHost.ClaudeModel,
        content = new[] { Talk.Text("done") },
        stop_reason = "end_turn",
        usage = new { input_tokens = input, output_tokens = output },
    }));
}
