using System.Net.ServerSentEvents;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>What the streams look like on the wire.</summary>
[Collection(PairCollection.Name)]
public sealed class StreamTests(PairHosts hosts)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public static TheoryData<string, string> Pairs => Dialects.Pairs.Each;

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_stream_is_one_that_no_proxy_holds_up(string client, string provider)
    {
        using var pair = hosts.Open(client, provider);

        var reply = await pair.Host.Ask(client, Asking.Body(client, TrooperHost.ModelOf(provider), "hello there, my friend", stream: true));

        Assert.StartsWith("text/event-stream", reply.Header("Content-Type"));
        Assert.Equal(("no-transform, no-cache", "no", null), (reply.Header("Cache-Control"), reply.Header("X-Accel-Buffering"), reply.Header("Content-Length")));
        var events = SseParser.Create(new MemoryStream(reply.Bytes)).Enumerate().ToList();
        if (client == "chat")
        {
            Assert.Equal("[DONE]", events[^1].Data);
            Assert.All(events.SkipLast(1), item => Assert.Equal("chat.completion.chunk", WireJson.Parse(item.Data).Text("object")));
            return;
        }
        Assert.All(events, item => Assert.Equal(item.EventType, WireJson.Parse(item.Data).Text("type")));
        Assert.Equal(client == "anthropic" ? "message_stop" : "response.completed", events[^1].EventType);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Each_word_comes_when_it_is_said(string client, string provider)
    {
        using var pair = hosts.Open(client, provider);
        var gate = new Gate();
        pair.Upstream.Script(Behave.Says("first", " second").HeldAfter(Asking.EventsToTheFirstWord(client, provider), gate));

        using var reply = await pair.Host.Http.OpenAt(Asking.PathOf(client), Asking.Body(client, TrooperHost.ModelOf(provider), "hello there, my friend", stream: true));
        Assert.DoesNotContain("second", await reply.ReadUntil("first"));
        gate.Open();

        Assert.Contains("second", (await reply.ReadToEnd()).Body);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_client_that_hangs_up_stops_the_provider(string client, string provider)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.Says("first", " second").StalledAfter(Asking.EventsToTheFirstWord(client, provider)));

        using (var reply = await pair.Host.Http.OpenAt(Asking.PathOf(client), Asking.Body(client, TrooperHost.ModelOf(provider), "hello there, my friend", stream: true)))
            await reply.ReadUntil("first");

        Assert.Equal(Outcome.Aborted, await pair.Seen.Ended);
    }

    [Theory]
    [InlineData("anthropic", "event: ping")]
    [InlineData("chat", ": ping")]
    [InlineData("responses", ": ping")]
    public async Task Silence_is_filled_with_what_the_protocol_s_clients_pass_over(string client, string ping)
    {
        var time = new ManualTime();
        await using var trooper = await TrooperHost.StartWith(["gemini"], time);
        var gate = new Gate();
        trooper.Of("gemini").Script(Behave.Says("first", " second").HeldAfter(1, gate));

        using var reply = await trooper.Http.OpenAt(Asking.PathOf(client), Asking.Body(client, "gemini-sim", "hello there, my friend", stream: true));
        await reply.ReadUntil("first");
        time.Advance(PingEvery);
        await reply.ReadUntil(ping);
        gate.Open();

        var whole = (await reply.ReadToEnd()).Body;
        Assert.Contains("second", whole);
        if (client != "anthropic")
            Assert.DoesNotContain("event: ping", whole);
    }
}
