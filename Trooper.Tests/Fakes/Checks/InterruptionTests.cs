using System.Net;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>How every fake breaks an answer off, and notices that its caller did.</summary>
public sealed class InterruptionTests
{
    private const string Hello = """{"model":"llama-sim","messages":[{"role":"user","content":"hello"}]}""";

    [Fact]
    public async Task A_hang_up_is_noticed_while_the_stream_is_silent()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Says("one ", "two ").StalledAfter(1));

        (await caller.Send(Hello)).Dispose();

        Assert.Equal(Outcome.Aborted, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task A_hang_up_is_noticed_before_the_headers()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        using var patience = new CancellationTokenSource();
        fakes.Ollama.Script(Behave.KeepsSilent());

        var reply = caller.Send(Hello, patience.Token);
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
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Normally().CutAfter(^1));

        var lines = await caller.Lines(Hello);

        Assert.DoesNotContain(lines, line => line.IsTrue("done"));
        Assert.Equal(Outcome.Cut, await (await fakes.Ollama.Requests.NextRequest()).Ended);
    }

    [Fact]
    public async Task A_reset_breaks_the_connection_before_the_headers_or_within_the_stream()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Resets(), Behave.Normally().ResetAfter(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.Send(Hello));
        using var reply = await caller.Send(Hello);
        await Assert.ThrowsAnyAsync<Exception>(() => reply.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_fake_that_is_down_refuses_connections_and_comes_back_on_its_port()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Normally().StalledAfter(1));
        using var open = await caller.Send(Hello);

        await fakes.Ollama.Down();
        await Assert.ThrowsAnyAsync<Exception>(() => open.Content.ReadAsStringAsync());
        await Assert.ThrowsAsync<HttpRequestException>(() => caller.Send(Hello));
        Assert.Equal(Outcome.Cut, await fakes.Ollama.Requests[0].Ended);

        await fakes.Ollama.Up();
        Assert.Equal(HttpStatusCode.OK, (await caller.Send(Hello)).StatusCode);
    }

    [Theory]
    [InlineData(FailureKind.Overloaded)]
    [InlineData(FailureKind.ServerError)]
    public async Task An_error_may_come_within_the_stream(FailureKind kind)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        fakes.Ollama.Script(Behave.Says("one ", "two ").FailedAfter(1, kind));

        var lines = await caller.Lines(Hello);

        Assert.Equal(2, lines.Count);
        Assert.True(lines[1].Has("error"));
    }
}
