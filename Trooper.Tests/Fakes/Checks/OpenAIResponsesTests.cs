using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The OpenAI fake's Responses, as the official clients need them.</summary>
public sealed class OpenAIResponsesTests
{
    private const string Weather = """[{"type":"function","name":"weather","parameters":{"type":"object"}}]""";

    [Fact]
    public async Task A_stream_opens_every_item_and_part_before_it_fills_them()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);

        var events = await caller.Events("""{"model":"gpt-sim","stream":true,"input":"hello"}""");

        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => item.Integer("sequence_number")!.Value));
        Assert.Equal(
            ["response.created", "response.in_progress", "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.done", "response.content_part.done", "response.output_item.done", "response.completed"],
            events.Select(item => item.Text("type")!).Distinct());
        Assert.Equal("gpt-sim heard: hello", events[^1].Field("response").Items("output")[0].Items("content")[0].Text("text"));
    }

    [Fact]
    public async Task A_call_and_its_output_make_a_round()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);
        const string Ask = """{"role":"user","content":"call weather({\"city\":\"Oslo\"})"}""";

        var (_, asked) = await caller.Post($$"""{"model":"gpt-sim-reasoning","tools":{{Weather}},"input":[{{Ask}}]}""");
        var call = asked.Items("output").Single();
        var output = $$"""{"type":"function_call_output","call_id":"{{call.Text("call_id")}}","output":"sun"}""";
        var (_, answered) = await caller.Post($$"""{"model":"gpt-sim-reasoning","tools":{{Weather}},"input":[{{Ask}},{{call.GetRawText()}},{{output}}]}""");
        var (_, stored) = await caller.Post($$"""{"model":"gpt-sim-reasoning","previous_response_id":"{{asked.Text("id")}}","input":[{{output}}]}""");

        Assert.Equal("tool said: sun", TextOf(answered));
        Assert.Equal("tool said: sun", TextOf(stored));
    }

    [Theory]
    [InlineData("""{"model":"gpt-sim","messages":[]}""", "Unsupported parameter: 'messages'. In the Responses API, this parameter has moved to 'input'.")]
    [InlineData("""{"model":"gpt-sim","input":"x","frequency_penalty":1}""", "Unknown parameter: 'frequency_penalty'.")]
    [InlineData("""{"model":"gpt-sim","input":"x","previous_response_id":"resp_lost"}""", "Previous response with id 'resp_lost' not found.")]
    [InlineData("""{"model":"gpt-sim","input":[{"type":"function_call_output","call_id":"call_1","output":"sun"}]}""", "No tool call found for function call output with call_id call_1.")]
    [InlineData("""{"model":"gpt-sim","input":[{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}]}""", "No tool output found for function call call_1.")]
    [InlineData("""{"model":"gpt-sim","input":[{"role":"user","content":[{"type":"text","text":"x"}]}]}""", "Invalid value: 'text'.")]
    [InlineData("""{"model":"gpt-sim","input":[{"type":"reasoning","summary":[],"encrypted_content":"gBBB"}]}""", "The encrypted content gBBB... could not be verified.")]
    public async Task A_broken_rule_is_a_400(string request, string words)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);

        var (status, body) = await caller.Post(request);

        Assert.Equal(400, status);
        Assert.StartsWith(words, body.Field("error").Text("message"));
    }

    [Fact]
    public async Task Sealed_reasoning_is_accepted_from_the_one_who_got_it()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = Caller(fakes);

        var (_, first) = await caller.Post("""{"model":"gpt-sim-reasoning","store":false,"include":["reasoning.encrypted_content"],"input":"hello"}""");
        var carried = string.Join(',', first.Items("output").Select(item => item.GetRawText()));

        Assert.Equal(200, (await caller.Post($$"""{"model":"gpt-sim-reasoning","store":false,"input":[{{carried}},{"role":"user","content":"again"}]}""")).Status);
    }

    private static Caller Caller(FakeUpstreams fakes) => new(fakes.OpenAI, "/v1/responses");

    private static string? TextOf(JsonElement response) => response.Items("output")[0].Items("content")[0].Text("text");
}
