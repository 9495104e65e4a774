using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Dialects.Sdks;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A tool loop runs over any provider: calls, choices, results, and ids that stay what they were.</summary>
[Collection(PairCollection.Name)]
public sealed class ToolTests(PairHosts hosts)
{
    // The way many authors write what is optional.
    private const string LooseSchema =
        """{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"city":{"type":"string"},"unit":{"type":["string","null"]}},"required":["city"]}""";

    private static readonly Message AsksTwo = Message.User(Pair.AskTwo);

    public static TheoryData<string, string, bool> Pairs => Dialects.Pairs.Both;

    // Ollama has no field for it.
    public static TheoryData<string, string, bool> PairsThatForce => Dialects.Pairs.Without("ollama");

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Parallel_calls_are_answered_by_their_results_in_any_order(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var first = await pair.Ask(pair.Asking(AsksTwo) with { Tools = [Pair.Weather] }, stream);
        IsTwoCalls(first, client);

        Message results = new(Role.User,
        [
            new ToolResultBlock(first.Calls[1].Id, [new TextBlock("station offline")], IsError: true),
            new ToolResultBlock(first.Calls[0].Id, [new TextBlock("sunny in Paris")]),
        ]);
        var second = await pair.Ask(pair.Asking(AsksTwo, first.Message, results) with { Tools = [Pair.Weather] }, stream);

        Assert.Matches(@"^tool said: sunny in Paris \| (ERROR |Error: )?station offline$", second.Text);
    }

    private static void IsTwoCalls(Heard heard, string client)
    {
        Assert.Equal(["Paris", "Oslo"], heard.Calls.Select(call => WireJson.Parse(call.ArgumentsJson).Text("city")!));
        Assert.Equal(["weather", "weather"], heard.Calls.Select(call => call.Name));
        Assert.Equal(2, heard.Calls.Select(call => call.Id).Distinct().Count());
        Assert.All(heard.Calls, call => Assert.Matches("^[a-zA-Z0-9_-]+$", call.Id));
        Assert.Equal(client switch { "anthropic" => "tool_use", "chat" => "ToolCalls", _ => "Completed" }, heard.Stop);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_call_has_the_same_id_however_often_it_is_resent(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var first = await pair.Ask(pair.Asking(AsksTwo) with { Tools = [Pair.Weather] }, stream);
        Message results = new(Role.User, [.. first.Calls.Select(call => new ToolResultBlock(call.Id, [new TextBlock("sunny")]))]);
        List<Message> history = [AsksTwo, first.Message, results];

        var second = await pair.Ask(pair.Asking(history) with { Tools = [Pair.Weather] }, stream);
        history.AddRange([second.Message, Message.User("and what now, then?")]);
        await pair.Ask(pair.Asking(history) with { Tools = [Pair.Weather] }, stream);

        var resent = pair.Upstream.Requests.Skip(1).Select(request => string.Join(' ', request.Prompt!.Turns.SelectMany(turn => turn.Calls).Select(call => call.Id))).ToList();
        Assert.Equal(2, resent.Count);
        Assert.Equal(resent[0], resent[1]);
        Assert.NotEqual("", resent[0]);
    }

    [Theory]
    [MemberData(nameof(PairsThatForce))]
    public async Task A_tool_can_be_forced_or_forbidden(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        var asked = pair.Asking("The weather, please.") with { Tools = [new("time", "The time", """{"type":"object","properties":{}}"""), Pair.Weather] };

        Assert.Equal(["time"], Names(await pair.Ask(asked with { ToolChoice = new(ToolUse.Any) }, stream)));
        Assert.Equal(["weather"], Names(await pair.Ask(asked with { ToolChoice = new(ToolUse.Named, "weather") }, stream)));
        Assert.Empty(Names(await pair.Ask(pair.Asking(Pair.AskTwo) with { Tools = [Pair.Weather], ToolChoice = new(ToolUse.None) }, stream)));
        Assert.Equal(["weather"], Names(await pair.Ask(pair.Asking(Pair.AskTwo) with { Tools = [Pair.Weather], ToolChoice = new(ToolUse.Auto, OneAtATime: true) }, stream)));
    }

    private static IEnumerable<string> Names(Heard heard) => heard.Calls.Select(call => call.Name);

    [Theory]
    [InlineData("anthropic")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task The_local_model_is_asked_in_words_for_a_forced_call_and_shown_no_forbidden_tool(string client)
    {
        using var pair = hosts.Open(client, "ollama");
        var asked = pair.Asking("The weather, please.") with { Tools = [Pair.Weather] };

        await pair.Ask(asked with { ToolChoice = new(ToolUse.Named, "weather") }, stream: true);
        Assert.Contains("call of the tool weather", pair.Seen.Prompt!.System);
        await pair.Ask(asked with { ToolChoice = new(ToolUse.None) }, stream: true);
        Assert.Empty(pair.Seen.Prompt!.Tools);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_history_that_another_vendor_began_goes_on(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);
        // Longer than some take, or with signs that others refuse: such as the client's protocol allows.
        var id = client == "anthropic" ? $"toolu_{new string('x', 58)}" : "functions.weather:0";
        var asked = pair.Asking(
            Message.User("How is the weather?"),
            new(Role.Assistant, [new ToolCallBlock(id, "weather", """{"city":"Bergen"}""")]),
            new(Role.User, [new ToolResultBlock(id, [new TextBlock("rain in Bergen")])]));

        var heard = await pair.Ask(asked with { Tools = [Pair.Weather] }, stream);

        Assert.Equal("tool said: rain in Bergen", heard.Text);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_loose_schema_is_no_reason_to_refuse(string client, string provider, bool stream)
    {
        using var pair = hosts.Open(client, provider);

        var heard = await pair.Ask(pair.Asking(Pair.AskTwo) with { Tools = [Pair.Weather with { SchemaJson = LooseSchema }] }, stream);

        IsTwoCalls(heard, client);
    }

    [Theory]
    [InlineData("anthropic")]
    [InlineData("chat")]
    [InlineData("responses")]
    public async Task A_model_that_takes_tools_on_the_other_endpoint_only_is_asked_there(string client)
    {
        using var pair = hosts.Open(client, "openai");

        var heard = await pair.Ask(pair.Asking(Pair.AskTwo) with { Model = "gpt-sim-reasoning", Tools = [Pair.Weather], Effort = Effort.High }, stream: true);

        IsTwoCalls(heard, client);
        Assert.Equal("/v1/responses", pair.Seen.Path);
    }
}
