using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Streams;

/// <summary>A client is kept warm while a provider that is alive says nothing.</summary>
public sealed class KeepAliveTests
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly Dictionary<string, object> Streamed = Talk.Request([Talk.User("please go on")], stream: true);

    [Fact]
    public async Task A_long_silence_in_the_middle_is_filled_with_pings()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("first", " second").HeldAfter(4, gate));

        using var reply = await trooper.Http.Open(Streamed);
        var before = Pings(await reply.ReadUntil("first"));
        time.Advance(PingEvery);
        await reply.ReadUntil("event: ping", before + 1);
        time.Advance(PingEvery);
        await reply.ReadUntil("event: ping", before + 2);
        gate.Open();

        var whole = await reply.ReadToEnd();
        Assert.Equal("first second", whole.Text);
        OneMessage.IsIn(whole);
    }

    [Fact]
    public async Task A_local_model_that_loads_keeps_the_client_warm()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var gate = new Gate();
        trooper.Ollama.Script(Behave.Normally().HeldBeforeHeaders(gate));

        var opening = trooper.Http.Open(Streamed.With("x_prefer_local", true), ("X-Session-ID", "s"));
        await gate.Reached;
        await time.Armed(PingEvery);
        time.Advance(PingEvery);
        using var reply = await opening;
        await reply.ReadUntil("event: ping");
        gate.Open();

        var whole = await reply.ReadToEnd();
        Assert.Equal("llama-sim heard: please go on", whole.Text);
        Assert.Equal("ollama", whole.Trooper("Provider"));
        OneMessage.IsIn(whole);
    }

    [Fact]
    public async Task Nothing_is_sent_for_a_local_server_that_does_not_answer()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time);
        var gate = new Gate();
        trooper.Ollama.Script(Behave.Normally().HeldBeforeHeaders(gate));
        trooper.Ollama.ScriptProbes(Behave.Unavailable().Always());

        var opening = trooper.Http.Open(Streamed.With("x_prefer_local", true));
        await gate.Reached;
        await time.Armed(PingEvery);
        time.Advance(PingEvery);
        await time.Armed(PingEvery);
        Assert.False(opening.IsCompleted);
        gate.Open();

        using var reply = await opening;
        Assert.DoesNotContain("ping", (await reply.ReadToEnd()).Body);
    }

    [Fact]
    public async Task A_model_that_never_wakes_ends_in_an_error()
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.Start(time, ("CLAUDE_API_KEY", null));
        trooper.Ollama.Script(Behave.KeepsSilent());

        var opening = trooper.Http.Open(Streamed);
        var request = await trooper.Ollama.Requests.NextRequest();
        await time.AdvanceUntil(request.Ended, PingEvery);
        using var reply = await opening;

        var whole = await reply.ReadToEnd();
        Assert.Equal("error", whole.Events[^1].Text("type"));
        Assert.InRange(Pings(whole.Body), 1, 20);
    }

    private static int Pings(string received) => received.Split("event: ping").Length - 1;
}
