using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Dialects.Sdks;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>An answer that one provider began and another finished is one answer in every protocol.</summary>
public sealed class FailoverTests
{
    public static TheoryData<string, string, string> Handovers
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var client in Pairs.Clients)
            {
                rows.Add(client, "claude", "gemini");
                rows.Add(client, "gemini", "openai");
                rows.Add(client, "claude", "openai");
                rows.Add(client, "openai", "ollama");
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Handovers))]
    public async Task A_stream_that_dies_in_its_text_goes_on_at_the_next_provider(string client, string first, string second)
    {
        await using var trooper = await StartChain(first, second);
        trooper.Of(first).Script(Behave.Says("The first half, ", "never said").CutAfter(Asking.EventsToTheFirstWord(client, first)));
        trooper.Of(second).Script(Behave.Says("and the ", "second."));
        using var sdk = ISdk.Of(client, trooper.Url);

        var heard = await sdk.Ask(new() { Model = "any", Messages = [Message.User("my name is Ada, go on")] }, stream: true);

        Assert.Equal("The first half, and the second.", heard.Text);
        Assert.Equal(client switch { "anthropic" => "end_turn", "chat" => "Stop", _ => "Completed" }, heard.Stop);
        Assert.True(heard is { InputTokens: > 0, OutputTokens: > 0 });
        var asked = trooper.Of(second).Requests.Single();
        Assert.Null(asked.Violation);
        Assert.Contains(asked.Prompt!.Turns, turn => turn is { Role: "assistant", Text: "The first half, " or "The first half," });
        Assert.Equal(["user: my name is Ada, go on", "assistant: The first half, and the second."], await trooper.Http.Transcript(heard.Reply.Session));
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_thought_before_it_is_no_hindrance(string client)
    {
        await using var trooper = await StartChain("claude", "gemini");
        trooper.Claude.Script(Behave.Thinks("a long thought", "The first half, ", "never said").CutAfter(8));
        trooper.Of("gemini").Script(Behave.Says("and the second."));
        using var sdk = ISdk.Of(client, trooper.Url);

        var heard = await sdk.Ask(new() { Model = "any", Effort = Effort.Medium, Messages = [Message.User("go on, please")] }, stream: true);

        Assert.EndsWith("and the second.", heard.Text);
        Assert.DoesNotContain("never said", heard.Text);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task The_next_turn_sees_it_as_one_answer(string client)
    {
        await using var trooper = await StartChain("claude", "gemini");
        trooper.Claude.Script(Behave.Says("The first half, ", "never said").CutAfter(4));
        trooper.Of("gemini").Script(Behave.Says("and the second."));
        using var sdk = ISdk.Of(client, trooper.Url);
        var asked = new ModelRequest { Model = "any", Messages = [Message.User("go on, please")] };
        var first = await sdk.Ask(asked, stream: true);

        var second = await sdk.Ask(asked with { Messages = [.. asked.Messages, first.Message, Message.User("and then, my friend?")] }, stream: true);

        Assert.Equal((first.Reply.Session, "claude"), (second.Reply.Session, second.Reply.Trooper("Provider")));
        Assert.Equal(4, (await trooper.Http.Transcript(first.Reply.Session)).Count);
    }

    private static Task<TrooperHost> StartChain(params string[] providers) => TrooperHost.StartWith([.. providers.Where(provider => provider != "ollama")]);
}
