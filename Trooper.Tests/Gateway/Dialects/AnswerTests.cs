using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Tests.Fakes;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>What is asked in one protocol is answered by a provider of another as if it spoke the first.</summary>
[Collection(PairCollection.Name)]
public sealed class AnswerTests(PairHosts hosts)
{
    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Both;

    // The Responses API has no stop sequences.
    public static TheoryData<string, string, bool> PairsWithStops => Dialects.Pairs.Of("anthropic", "chat");

    // Ollama has no word for a refusal.
    public static TheoryData<string, string, bool> PairsThatRefuse => Dialects.Pairs.Without("ollama");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_answer_has_its_text_its_usage_its_model_and_the_reason_for_its_end(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var heard = await pair.Ask(pair.Asking("hello there, my friend"), stream);

        Assert.EndsWith("heard: hello there, my friend", heard.Text);
        Assert.Equal(client switch { "anthropic" => "end_turn", "chat" => "Stop", _ => "Completed" }, heard.Stop);
        Assert.Equal(TrooperHost.ModelOf(provider), heard.Model);
        Assert.Equal(heard.Model, heard.Reply.Trooper("Model"));
        Assert.True(heard is { InputTokens: > 0, OutputTokens: > 0 });
        Assert.NotNull(heard.Reply.Header(client == "anthropic" ? "request-id" : "x-request-id"));
        Assert.Null(heard.Reply.Trooper("Dropped"));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_long_answer_in_any_script_comes_whole(string client, string provider, bool stream)
    {
        const string scripts = "Grüße 你好 здравствуйте こんにちは مرحبا 👩‍🚀🚀 naïve € \"quoted\" \\ </script>";
        using var pair = hosts.Open(client, provider);
        var said = Enumerable.Range(0, 40).Select(word => $"{word} {scripts} ").ToArray();
        pair.Upstream.Script(Behave.Says(said).InChunksOf(7).WithCrlf().WithComments());

        var heard = await pair.Ask(pair.Asking("say something in many scripts"), stream);

        Assert.Equal(string.Concat(said), heard.Text);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task The_system_prompt_and_earlier_turns_reach_the_model(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var asked = pair.Asking(Message.User("my name is Zoë"), Message.Assistant("Hi."), Message.User("what is my name, please?"));

        Assert.Equal("Your name is Zoë.", (await pair.Ask(asked with { System = "Be terse." }, stream)).Text);
        Assert.Equal("Be terse.", pair.Seen.Prompt!.System);
        Assert.Equal(["my name is Zoë", "Hi.", "what is my name, please?"], pair.Seen.Prompt.Turns.Where(turn => turn.Role != "system").Select(turn => turn.Text));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_answer_that_is_cut_at_its_limit_says_so(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var heard = await pair.Ask(pair.Asking("please count to 200 for me") with { MaxTokens = 16 }, stream);

        Assert.Equal(client switch { "anthropic" => "max_tokens", "chat" => "Length", _ => "Incomplete: max_output_tokens" }, heard.Stop);
        Assert.StartsWith("1 2 3", heard.Text);
        Assert.False(heard.Text.EndsWith("200", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PairsWithStops))]
    public async Task A_stop_sequence_reaches_the_model(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var heard = await pair.Ask(pair.Asking("please count to 20 for me") with { StopSequences = [" 7"] }, stream);

        Assert.Equal("1 2 3 4 5 6", heard.Text);
        // Only Claude says which sequence it was.
        var (stop, sequence) = client == "chat" ? ("Stop", null) : provider == "claude" ? ("stop_sequence", " 7") : ("end_turn", default(string));
        Assert.Equal((stop, sequence), (heard.Stop, heard.StopSequence));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_answer_follows_its_schema(string client, string provider, bool stream)
    {
        const string schema = """{"type":"object","properties":{"age":{"type":"integer"},"city":{"type":"string"}},"required":["age","city"],"additionalProperties":false}""";
        using var pair = hosts.Open(client, provider);

        var heard = await pair.Ask(pair.Asking("Give me a person, please.") with { SchemaJson = schema }, stream);

        Assert.Equal(["age", "city"], WireJson.Parse(heard.Text).Properties().Select(property => property.Name));
        Assert.True(JsonElement.DeepEquals(WireJson.Parse(schema).Field("properties"), pair.Seen.Prompt!.Schema.Field("properties")));
    }

    [Theory]
    [MemberData(nameof(PairsThatRefuse))]
    public async Task A_refusal_is_told_as_the_protocol_tells_it(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        pair.Upstream.Script(Behave.Refuses("I won't."));

        var heard = await pair.Sdk.Ask(pair.Asking("something terrible"), stream);

        // OpenAI's own answers pass as they are: a refusal in their message, and an ordinary end.
        Assert.Equal(client switch
        {
            "anthropic" => "refusal",
            "chat" => provider == "openai" ? "Stop" : "ContentFilter",
            _ => provider == "openai" ? "Completed" : "Incomplete: content_filter",
        }, heard.Stop);
    }
}
