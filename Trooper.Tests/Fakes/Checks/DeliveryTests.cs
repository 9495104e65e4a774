using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>How every fake puts its answers on the wire, breaks them off, and notices its caller.</summary>
public sealed class DeliveryTests
{
    private static readonly object Hello = new { model = "llama-sim", messages = new[] { new { role = "user", content = "hello" } } };

    [Fact]
    public async Task An_answer_comes_in_several_deltas_and_ends()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();

        var lines = await Lines(await Post(client, fakes.Ollama));

        Assert.True(lines.Count > 2);
        Assert.Equal("llama-sim heard: hello", string.Concat(lines.Select(line => line.Field("message").Text("content"))));
        Assert.True(lines[^1].IsTrue("done"));
        Assert.Equal(Outcome.Answered, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task Chunks_may_split_a_character()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.Says("naïve 👩‍🚀 こんにちは").InChunksOf(1));

        var lines = await Lines(await Post(client, fakes.Ollama));

        Assert.Equal("naïve 👩‍🚀 こんにちは", lines[0].Field("message").Text("content"));
    }

    [Fact]
    public async Task A_script_is_used_up_in_order_and_only_where_it_fits()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(
            Behave.Says("other").For(request => request.Model == "another"),
            Behave.Overloaded() with { Times = 2 },
            Behave.RateLimited(TimeSpan.FromSeconds(3)));

        var replies = new List<HttpResponseMessage>();
        for (var call = 0; call < 4; call++)
        {
            replies.Add(await Post(client, fakes.Ollama));
        }

        Assert.Equal([503, 503, 429, 200], replies.Select(reply => (int)reply.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(3), replies[2].Headers.RetryAfter!.Delta);
        Assert.Equal([Outcome.Failed, Outcome.Failed, Outcome.Failed, Outcome.Answered], fakes.Ollama.Requests.Select(request => request.Outcome));
    }

    [Fact]
    public async Task A_gate_holds_an_answer_back_until_the_test_opens_it()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        var gate = new Gate();
        fakes.Ollama.Script(Behave.Says("now").HeldBeforeHeaders(gate));

        var reply = Post(client, fakes.Ollama);
        await gate.Reached;
        Assert.False(reply.IsCompleted);
        gate.Open();

        Assert.Equal(HttpStatusCode.OK, (await reply).StatusCode);
    }

    [Fact]
    public async Task A_held_stream_goes_on_where_it_stopped()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        var gate = new Gate();
        fakes.Ollama.Script(Behave.Says("one ", "two ", "three").HeldAfter(1, gate));

        using var lines = new StreamReader(await (await Post(client, fakes.Ollama)).Content.ReadAsStreamAsync());
        Assert.Contains("one", await lines.ReadLineAsync());
        var rest = lines.ReadToEndAsync();
        await gate.Reached;
        Assert.False(rest.IsCompleted);
        gate.Open();

        Assert.Contains("three", await rest);
    }

    [Fact]
    public async Task A_hang_up_is_noticed_while_the_stream_is_silent()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero });
        fakes.Ollama.Script(Behave.Says("one ", "two ").StalledAfter(1));

        (await Post(client, fakes.Ollama)).Dispose();

        Assert.Equal(Outcome.Aborted, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task A_hang_up_is_noticed_before_the_headers()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource();
        fakes.Ollama.Script(Behave.KeepsSilent());

        var reply = client.PostAsJsonAsync(fakes.Ollama.Url, Hello, patience.Token);
        var request = await fakes.Ollama.Requests.NextRequest();
        Assert.Equal(Outcome.Open, request.Outcome);
        await patience.CancelAsync();

        Assert.Equal(Outcome.Aborted, await request.Ended);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    [Fact]
    public async Task A_clean_cut_looks_like_an_end_and_lacks_the_terminator()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.Normally().CutAfter(^1));

        var lines = await Lines(await Post(client, fakes.Ollama));

        Assert.DoesNotContain(lines, line => line.IsTrue("done"));
        Assert.Equal(Outcome.Cut, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task A_reset_breaks_the_connection_before_the_headers_or_within_the_stream()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.Resets(), Behave.Normally().ResetAfter(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => Post(client, fakes.Ollama));
        using var reply = await Post(client, fakes.Ollama);
        await Assert.ThrowsAnyAsync<Exception>(() => reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fake_that_is_down_refuses_connections_and_comes_back_on_its_port()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.Normally().StalledAfter(1));
        using var open = await Post(client, fakes.Ollama);

        await fakes.Ollama.Down();
        await Assert.ThrowsAnyAsync<Exception>(() => open.Content.ReadAsStringAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => Post(client, fakes.Ollama));
        Assert.Equal(Outcome.Cut, await fakes.Ollama.Requests[0].Ended);

        await fakes.Ollama.Up();
        Assert.Equal(HttpStatusCode.OK, (await Post(client, fakes.Ollama)).StatusCode);
    }

    [Theory]
    [InlineData(FailureKind.Overloaded)]
    [InlineData(FailureKind.ServerError)]
    public async Task An_error_may_come_within_the_stream(FailureKind kind)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var client = new HttpClient();
        fakes.Ollama.Script(Behave.Says("one ", "two ").FailedAfter(1, kind));

        var lines = await Lines(await Post(client, fakes.Ollama));

        Assert.Equal(2, lines.Count);
        Assert.True(lines[1].Has("error"));
    }

    private static Task<HttpResponseMessage> Post(HttpClient client, FakeUpstream fake) =>
        client.SendAsync(new HttpRequestMessage(HttpMethod.Post, fake.Url) { Content = JsonContent.Create(Hello) }, HttpCompletionOption.ResponseHeadersRead);

    private static async Task<IReadOnlyList<JsonElement>> Lines(HttpResponseMessage reply) =>
        [.. (await reply.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WireJson.Parse)];
}
