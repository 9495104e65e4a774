using Trooper.Core.Access;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Access;

/// <summary>Who is let in, and what the others are told.</summary>
public sealed class KeyCheckTests
{
    [Fact]
    public async Task Without_keys_whoever_runs_it_is_let_in_whatever_key_the_client_sends()
    {
        await using var trooper = await TrooperHost.Start();

        var reply = await trooper.Http.Say("explain this", "s", headers: [("x-api-key", "tr-made-up-canary"), ("Authorization", "Bearer sk-another-canary")]);

        Assert.Equal(200, reply.Status);
        var sent = Assert.Single(trooper.Claude.Requests);
        Assert.DoesNotContain("canary", string.Join("\n", sent.Headers));
    }

    [Theory]
    [InlineData("x-api-key", "{0}")]
    [InlineData("Authorization", "Bearer {0}")]
    [InlineData("authorization", "bearer  {0} ")]
    public async Task A_live_key_is_let_in(string header, string value)
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");

        Assert.Equal(200, (await trooper.Http.Say("explain this", "s", headers: (header, string.Format(value, key.Secret)))).Status);
        Assert.Equal(200, (await trooper.Http.Say("explain this", "s", headers: [("x-api-key", "sk-of-no-use"), ("Authorization", $"Bearer {key.Secret}")])).Status);
    }

    [Theory]
    [InlineData("/v1/messages")]
    [InlineData("/")]
    [InlineData("/v1/messages/count_tokens")]
    public async Task An_Anthropic_client_is_refused_in_its_own_words(string path)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.MakeKey("blue");

        var without = await trooper.Http.PostTo(path, Talk.Request([Talk.User("explain this")]));
        var wrong = await trooper.Http.PostTo(path, Talk.Request([Talk.User("explain this")]), ("x-api-key", "tr-canary"));

        foreach (var refused in new[] { without, wrong })
        {
            Assert.Equal((401, "error", "authentication_error"), (refused.Status, refused.Json.Text("type"), refused.Json.Field("error").Text("type")));
            Assert.Contains("x-api-key", refused.Json.Field("error").Text("message"));
            Assert.Contains("Bearer", refused.Header("WWW-Authenticate"));
            Assert.Equal("rejected", refused.Trooper("Decision"));
        }
        Assert.DoesNotContain("canary", wrong.Body);
        Assert.Empty(trooper.Claude.Requests);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    public async Task An_OpenAI_client_is_refused_in_its_own_words(string path)
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.MakeKey("blue");

        var refused = await trooper.Http.PostTo(path, new { model = "gpt-sim", input = "hello", messages = new[] { Talk.User("hello") } }, ("Authorization", "Bearer tr-canary"));

        Assert.Equal((401, "invalid_request_error", "invalid_api_key"), (refused.Status, refused.Json.Field("error").Text("type"), refused.Json.Field("error").Text("code")));
        Assert.DoesNotContain("canary", refused.Body);
    }

    [Fact]
    public async Task Elsewhere_a_refusal_is_told_as_a_problem()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.MakeKey("blue");

        foreach (var path in new[] { "/sessions", "/session/s", "/config", "/providers", "/nowhere" })
        {
            var refused = await trooper.Http.Send(HttpMethod.Get, path);
            Assert.Equal((401, "application/problem+json"), (refused.Status, refused.Header("Content-Type")));
        }
    }

    [Fact]
    public async Task Probes_need_no_key()
    {
        await using var trooper = await TrooperHost.Start();
        await trooper.MakeKey("blue");

        foreach (var (method, path) in new[] { (HttpMethod.Get, "/healthz"), (HttpMethod.Get, "/readyz"), (HttpMethod.Get, "/"), (HttpMethod.Head, "/") })
            Assert.NotEqual(401, (await trooper.Http.Send(method, path)).Status);
    }

    [Fact]
    public async Task A_key_that_has_expired_is_refused_and_one_that_was_revoked_at_once()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var brief = await trooper.MakeKey(new() { Team = "blue", Name = "brief", ExpiresIn = TimeSpan.FromMinutes(1) });
        var lasting = await trooper.MakeKey("blue");
        using var http = trooper.Bearing(brief);
        using var other = trooper.Bearing(lasting);
        Assert.Equal(200, (await http.Send(HttpMethod.Get, "/sessions")).Status);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await http.Send(HttpMethod.Get, "/sessions")).Status);

        Assert.Equal(200, (await other.Send(HttpMethod.Get, "/sessions")).Status);
        await trooper.Get<Locksmith>().Revoke(lasting.Key.Id, default);
        Assert.Equal(401, (await other.Send(HttpMethod.Get, "/sessions")).Status);
        Assert.Equal(401, (await trooper.Http.Send(HttpMethod.Get, "/sessions")).Status); // nor does it stand open again
    }

    [Fact]
    public async Task An_answer_under_way_is_cut_when_its_key_is_revoked_and_what_was_said_is_kept()
    {
        await using var trooper = await TrooperHost.Start();
        var key = await trooper.MakeKey("blue");
        var other = await trooper.MakeKey("blue");
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("the beginning of it", " and then the end").HeldAfter(4, gate));
        using var http = trooper.Bearing(key);
        using var answer = await http.Open(Talk.Request([Talk.User("explain this")], stream: true), ("X-Session-ID", "s"));
        await answer.ReadUntil("text_delta");

        await trooper.Get<Locksmith>().Revoke(key.Key.Id, default);

        await Assert.ThrowsAnyAsync<Exception>(answer.ReadToEnd);
        using var colleague = trooper.Bearing(other);
        Assert.Equal("user: explain this", (await colleague.Transcript("s"))[0]);
        gate.Open();
    }

    [Fact]
    public async Task A_key_goes_to_no_provider()
    {
        await using var trooper = await TrooperHost.StartWith(["claude", "openai", "gemini"]);
        var key = await trooper.MakeKey("blue");
        (string, string)[] ways =
        [
            ("/v1/messages", "claude-sim"),
            ("/v1/chat/completions", "gpt-sim"),
            ("/v1/responses", "gpt-sim"),
            ("/v1/chat/completions", "gemini-sim"),
            ("/v1/messages", TrooperHost.LocalModel),
        ];
        foreach (var (path, model) in ways)
        {
            object body = path == "/v1/responses" ? new { model, input = "explain this" } : new { model, max_tokens = 100, messages = new[] { Talk.User("explain this") } };
            foreach (var header in new[] { ("x-api-key", key.Secret), ("Authorization", $"Bearer {key.Secret}") })
                Assert.Equal(200, (await trooper.Http.PostTo(path, body, header)).Status);
        }

        var sent = new[] { trooper.Claude, trooper.Fakes.OpenAI, trooper.Fakes.Gemini, trooper.Ollama }.SelectMany(fake => fake.Requests).ToList();
        Assert.True(sent.Count >= 10);
        Assert.DoesNotContain(sent, request => (string.Join("\n", request.Headers) + request.Text).Contains(key.Secret, StringComparison.Ordinal));
    }
}
