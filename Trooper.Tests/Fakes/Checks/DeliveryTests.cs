using System.Net;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>How every fake puts its answers on the wire.</summary>
public sealed class DeliveryTests
{
    private const string Hello = """{"model":"llama-sim","messages":[{"role":"user","content":"hello"}]}""";

    [Fact]
    public async Task An_answer_comes_in_several_deltas_and_ends()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);

        var lines = await caller.Lines(Hello);

        Assert.True(lines.Count > 2);
        Assert.Equal("llama-sim heard: hello", string.Concat(lines.Select(line => line.Field("message").Text("content"))));
        Assert.True(lines[^1].IsTrue("done"));
        Assert.Equal(Outcome.Answered, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task Chunks_may_split_a_character()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Says("naïve 👩‍🚀 こんにちは").InChunksOf(1));

        var lines = await caller.Lines(Hello);

        Assert.Equal("naïve 👩‍🚀 こんにちは", lines[0].Field("message").Text("content"));
    }

    [Fact]
    public async Task A_script_is_used_up_in_order_and_only_where_it_fits()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(
            Behave.Says("other").For(request => request.Model == "another"),
            Behave.Overloaded() with { Times = 2 },
            Behave.RateLimited(TimeSpan.FromSeconds(3)));

        var replies = new List<HttpResponseMessage>();
        for (var call = 0; call < 4; call++)
        {
            replies.Add(await caller.Send(Hello));
        }

        Assert.Equal([503, 503, 429, 200], replies.Select(reply => (int)reply.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(3), replies[2].Headers.RetryAfter!.Delta);
        Assert.Equal([Outcome.Failed, Outcome.Failed, Outcome.Failed, Outcome.Answered], fakes.Ollama.Requests.Select(request => request.Outcome));
    }

    [Fact]
    public async Task A_gate_holds_an_answer_back_until_the_test_opens_it()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        var gate = new Gate();
        fakes.Ollama.Script(Behave.Says("now").HeldBeforeHeaders(gate));

        var reply = caller.Send(Hello);
        await gate.Reached;
        Assert.False(reply.IsCompleted);
        gate.Open();

        Assert.Equal(HttpStatusCode.OK, (await reply).StatusCode);
    }

    [Fact]
    public async Task A_held_stream_goes_on_where_it_stopped()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        var gate = new Gate();
        fakes.Ollama.Script(Behave.Says("one ", "two ", "three").HeldAfter(1, gate));

        using var lines = new StreamReader(await (await caller.Send(Hello)).Content.ReadAsStreamAsync());
        Assert.Contains("one", await lines.ReadLineAsync());
        var rest = lines.ReadToEndAsync();
        await gate.Reached;
        Assert.False(rest.IsCompleted);
        gate.Open();

        Assert.Contains("three", await rest);
    }

    [Fact]
    public async Task A_stream_asked_for_may_come_as_one_json_body()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.IgnoresStream());

        var line = Assert.Single(await caller.Lines(Hello));

        Assert.Equal("llama-sim heard: hello", line.Field("message").Text("content"));
    }

    [Fact]
    public async Task A_request_that_breaks_a_rule_may_be_answered_all_the_same()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);
        fakes.OpenAI.Script(Behave.Normally() with { SkipsValidation = true });

        var (status, _) = await caller.Post("""{"model":"gpt-sim","novel_field":1,"messages":[{"role":"user","content":"hello"}]}""");

        Assert.Equal(200, status);
        Assert.Contains("novel_field", fakes.OpenAI.Requests[0].Violation);
    }
}
