using Trooper.Core.Conversations;
using Trooper.Tests.Gateway.Dialects.Sdks;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A Responses client that sends only what is new: Trooper has the conversation, whoever answers.</summary>
[Collection(PairCollection.Name)]
public sealed class ChainTests(PairHosts hosts)
{
    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Of("responses");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Each_request_goes_on_from_the_answer_before(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var sdk = (ResponsesSdk)pair.Sdk;
        var first = await Stored(pair, sdk, "hello, my name is Zoë", stream);

        sdk.Previous = first.Id;
        var second = await pair.Ask(pair.Asking("and what is my name, please?"), stream);
        sdk.Previous = second.Id;
        var third = await pair.Ask(pair.Asking("list the roles for me, please"), stream);

        Assert.Equal("Your name is Zoë.", second.Text);
        Assert.Equal("user assistant user assistant user", third.Text);
        Assert.Equal(3, new[] { first, second, third }.Select(heard => heard.Id).Distinct().Count());
        Assert.Equal(first.Reply.Session, third.Reply.Session);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_tool_loop_runs_without_its_history(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var sdk = (ResponsesSdk)pair.Sdk;
        var asked = pair.Asking(Pair.AskTwo) with { Tools = [Pair.Weather] };
        sdk.Previous = (await Stored(pair, sdk, "hello, I need the weather", stream)).Id;
        var first = await pair.Ask(asked, stream);

        sdk.Previous = first.Id;
        var results = first.Calls.Select(Block (call) => new ToolResultBlock(call.Id, [new TextBlock($"sunny {call.ArgumentsJson}")]));
        var second = await pair.Ask(asked with { Messages = [new Message(Role.User, [.. results])] }, stream);

        Assert.Matches("^tool said: sunny .*Paris.* sunny .*Oslo", second.Text);
    }

    // Stored, though there is nothing before it: what the vendor's server is asked to keep.
    private static async Task<Heard> Stored(Pair pair, ResponsesSdk sdk, string text, bool stream)
    {
        sdk.IsStored = true;
        return await pair.Ask(pair.Asking(text), stream);
    }
}
