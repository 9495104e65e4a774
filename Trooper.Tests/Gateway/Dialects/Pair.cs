using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Dialects.Sdks;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A client of one protocol, and the provider that its turns go to.</summary>
internal sealed class Pair(string client, string provider, TrooperHost host) : IDisposable
{
    public static readonly Tool Weather = new("weather", "The weather of a city", """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    public const string AskTwo = """Please call weather({"city":"Paris"}) and call weather({"city":"Oslo"}), both of them.""";

    public string Provider => provider;

    public TrooperHost Host => host;

    public ISdk Sdk { get; } = ISdk.Of(client, host.Url);

    public FakeUpstream Upstream => host.Of(provider);

    /// <summary>The request that the provider got last.</summary>
    public RecordedRequest Seen => Upstream.Requests[^1];

    public ModelRequest Asking(params IReadOnlyList<Message> messages) => new() { Model = TrooperHost.ModelOf(provider), Messages = messages };

    public ModelRequest Asking(string text) => Asking(Message.User(text));

    /// <summary>Asks, and sees that it was this provider that answered, to a request that broke none of its rules.</summary>
    public async Task<Heard> Ask(ModelRequest asked, bool stream)
    {
        var heard = await Sdk.Ask(asked, stream);
        Assert.Equal(provider, heard.Reply.Trooper("Provider"));
        Assert.Null(Seen.Violation);
        return heard;
    }

    public void Dispose() => Sdk.Dispose();
}
