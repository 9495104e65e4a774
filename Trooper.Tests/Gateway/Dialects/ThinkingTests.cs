using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Dialects.Sdks;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A model's thoughts come to the client, and go back to nobody but the model that had them.</summary>
[Collection(PairCollection.Name)]
public sealed class ThinkingTests(PairHosts hosts)
{
    private static readonly Message Asks = Message.User("""Think about it, then call weather({"city":"Oslo"}).""");

    // The Chat protocol has no thoughts.
    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Of("anthropic", "responses");

    public static TheoryData<string, string, bool> AllPairs => Dialects.Pairs.Both;

    private static string Thinker(string provider) => provider switch
    {
        "claude" => "claude-sim",
        "gemini" => "gemini-3-sim",
        "openai" => "gpt-sim-reasoning",
        _ => "llama-sim-think:latest",
    };

    private static ModelRequest Asking(Pair pair, params IReadOnlyList<Message> messages) =>
        pair.Asking(messages) with { Model = Thinker(pair.Provider), Effort = Effort.Medium, Tools = [Pair.Weather] };

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Thoughts_come_first_and_go_back_without_harm(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var first = await pair.Ask(Asking(pair, Asks), stream);

        Assert.IsType<ThinkingBlock>(first.Message.Content[0]);
        Assert.Contains("Considering", first.Thoughts.Single().Thinking);
        var second = await pair.Ask(Asking(pair, Asks, first.Message, Returned(first)), stream);
        Assert.Equal("tool said: sunny", second.Text);
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public async Task A_tool_loop_with_thinking_runs_for_every_client(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var first = await pair.Ask(Asking(pair, Asks), stream);
        var second = await pair.Ask(Asking(pair, Asks, first.Message, Returned(first)), stream);

        Assert.Equal("tool said: sunny", second.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Claude_s_own_thoughts_go_back_to_it_unchanged(bool stream)
    {
        using var pair = hosts.Open("anthropic", "claude");
        var first = await pair.Ask(Asking(pair, Asks), stream);
        var thought = first.Thoughts.Single();

        await pair.Ask(Asking(pair, Asks, first.Message, Returned(first)), stream);

        var sent = pair.Seen.Json.Items("messages")[1].Items("content")[0];
        Assert.Equal(("thinking", thought.Thinking, thought.Signature), (sent.Text("type"), sent.Text("thinking"), sent.Text("signature")));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task Foreign_thoughts_never_go_to_Claude(string provider)
    {
        var first = await Thinks(provider);
        Assert.StartsWith(ForeignThinking.Prefix, first.Thoughts.Single().Signature);
        using var claude = hosts.Open("anthropic", "claude");

        var second = await claude.Ask(Asking(claude, Asks, first.Message, Returned(first)), stream: true);

        Assert.Equal("tool said: sunny", second.Text);
        Assert.DoesNotContain("Considering", claude.Seen.Text);
        Assert.DoesNotContain(ForeignThinking.Prefix, claude.Seen.Text);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task A_tool_loop_that_began_elsewhere_without_a_thought_goes_on_at_Claude(string provider)
    {
        using var other = hosts.Open("anthropic", provider);
        var first = await other.Ask(other.Asking(Asks) with { Tools = [Pair.Weather] }, stream: true);
        using var claude = hosts.Open("anthropic", "claude");

        var second = await claude.Ask(Asking(claude, Asks, first.Message, Returned(first)), stream: true);
        Assert.Equal("tool said: sunny", second.Text);
        var third = await claude.Ask(Asking(claude, Asks, first.Message, Returned(first), second.Message, Message.User("now think again")), stream: true);
        Assert.Contains("Considering", third.Thoughts.Single().Thinking);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task Claude_s_thoughts_go_to_no_other_cloud(string provider)
    {
        var first = await Thinks("claude");
        using var other = hosts.Open("anthropic", provider);

        var second = await other.Ask(Asking(other, Asks, first.Message, Returned(first)), stream: true);

        Assert.Equal("tool said: sunny", second.Text);
        Assert.DoesNotContain("Considering", other.Seen.Text);
        Assert.DoesNotContain(first.Thoughts.Single().Signature!, other.Seen.Text);
        Assert.Contains("thinking", second.Reply.Trooper("Dropped"));
    }

    [Fact]
    public async Task What_OpenAI_sealed_goes_back_to_OpenAI_from_an_Anthropic_client()
    {
        var first = await Thinks("openai");
        using var pair = hosts.Open("anthropic", "openai");

        await pair.Ask(Asking(pair, Asks, first.Message, Returned(first)), stream: true);

        var reasoning = pair.Seen.Json.Items("input").Single(item => item.Text("type") == "reasoning");
        Assert.EndsWith(reasoning.Text("encrypted_content")!, first.Thoughts.Single().Signature);
    }

    private async Task<Heard> Thinks(string provider)
    {
        using var pair = hosts.Open("anthropic", provider);
        return await pair.Ask(Asking(pair, Asks), stream: true);
    }

    private static Message Returned(Heard heard) => new(Role.User, [new ToolResultBlock(heard.Calls.Single().Id, [new TextBlock("sunny")])]);
}
