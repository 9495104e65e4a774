using Trooper.Core.Sessions;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Streams;

/// <summary>When which bytes reach the client, and what is durable by then.</summary>
public sealed class FlowTests
{
    private static readonly Dictionary<string, object> Streamed = Talk.Request([Talk.User("please go on")], stream: true);

    [Fact]
    public async Task The_opening_is_held_back_until_the_first_word()
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("first", " second").HeldAfter(3, gate));

        var opening = trooper.Http.Open(Streamed);
        await gate.Reached;
        Assert.False(opening.IsCompleted);
        gate.Open();

        using var reply = await opening;
        OneMessage.IsIn(await reply.ReadToEnd());
    }

    [Fact]
    public async Task Each_word_reaches_the_client_while_the_next_is_still_awaited()
    {
        await using var trooper = await TrooperHost.Start();
        var gate = new Gate();
        trooper.Claude.Script(Behave.Says("first", " second").HeldAfter(4, gate));

        using var reply = await trooper.Http.Open(Streamed);
        var soFar = await reply.ReadUntil("first");
        gate.Open();

        Assert.DoesNotContain("second", soFar);
        Assert.Equal("first second", (await reply.ReadToEnd()).Text);
    }

    [Fact]
    public async Task The_turn_is_durable_before_the_last_byte()
    {
        await using var trooper = await TrooperHost.Start();

        using var reply = await trooper.Http.Open(Streamed, ("X-Session-ID", "s"));
        await reply.ReadUntil("message_stop");
        using var afterCrash = trooper.Folder.Copy();

        await using var journal = await afterCrash.Open();
        var events = await journal.Read(new SessionKey(SessionKey.NoTeam, "s")).Select(recorded => recorded.Event).ToListAsync();
        Assert.Equal("please go on", events.OfType<TurnBegan>().Single().Messages.Single().Message.Text);
        Assert.Equal("claude-sim heard: please go on", events.OfType<TurnCompleted>().Single().Answer.Message.Text);
    }

    [Theory]
    [InlineData("claude")]
    [InlineData("ollama")]
    public async Task A_client_that_hangs_up_cancels_the_call_and_what_came_is_kept(string provider)
    {
        await using var trooper = await TrooperHost.Start();
        var upstream = provider == "claude" ? trooper.Claude : trooper.Ollama;
        upstream.Script(Behave.Says("what came", " what never did").StalledAfter(provider == "claude" ? 4 : 1));

        using (var reply = await trooper.Http.Open(Streamed.With("x_prefer_local", provider == "ollama"), ("X-Session-ID", "s")))
            await reply.ReadUntil("what came");
        Assert.Equal(Outcome.Aborted, await upstream.Requests[0].Ended);
        await trooper.Restart();

        var turns = (await trooper.Http.Get("/session/s")).Items();
        Assert.Equal(["user: please go on", "assistant: what came"], turns.Select(Talk.Line));
        Assert.Equal([false, true], turns.Select(turn => turn.IsTrue("partial")));
        Assert.Equal("claude-sim heard: where were we", (await trooper.Http.Say("where were we", "s")).Text);
    }

    [Fact]
    public async Task A_client_that_hangs_up_before_any_word_leaves_its_question()
    {
        await using var trooper = await TrooperHost.Start();
        trooper.Claude.Script(Behave.KeepsSilent());
        using var gone = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new StringContent(WireJson.Write(Streamed)) };
        request.Headers.Add("X-Session-ID", "s");

        var asked = trooper.Http.SendAsync(request, gone.Token);
        await trooper.Claude.Requests.NextRequest();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);

        Assert.Equal(Outcome.Aborted, await trooper.Claude.Requests[0].Ended);
        await trooper.Restart();
        Assert.Equal(["user: please go on"], await trooper.Http.Transcript("s"));
    }
}
