using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The OpenAI fake's chat completions, as the official clients need them.</summary>
public sealed class OpenAIChatTests
{
    private const string Hello = """{"role":"user","content":"hello"}""";
    private const string Asks = """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{}"}}]}""";
    private const string Answers = """{"role":"tool","tool_call_id":"call_1","content":"sun"}""";
    private const string Tools = """[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";

    [Fact]
    public async Task A_stream_begins_with_the_role_and_ends_with_a_reason_and_the_usage_asked_for()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);

        var chunks = await caller.Events($$"""{"model":"gpt-sim","stream":true,"stream_options":{"include_usage":true},"messages":[{{Hello}}]}""");

        var choices = chunks.SelectMany(chunk => chunk.Items("choices")).ToList();
        Assert.Equal("assistant", choices[0].Field("delta").Text("role"));
        Assert.Equal("gpt-sim heard: hello", string.Concat(choices.Select(choice => choice.Field("delta").Text("content"))));
        Assert.Equal("stop", choices[^1].Text("finish_reason"));
        Assert.Empty(chunks[^1].Items("choices"));
        Assert.True(chunks[^1].Field("usage").Integer("prompt_tokens") > 0);
    }

    [Fact]
    public async Task Parallel_calls_are_told_apart_by_their_index()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);

        var chunks = await caller.Events(
            $$"""{"model":"gpt-sim","stream":true,"tools":{{Tools}},"messages":[{"role":"user","content":"call weather({\"city\":\"Oslo\"}) call weather({\"city\":\"Rome\"})"}]}""");

        var calls = chunks.SelectMany(chunk => chunk.Items("choices")[0].Field("delta").Items("tool_calls")).ToLookup(call => call.Integer("index"));
        Assert.Equal("""{"city":"Oslo"}""", string.Concat(calls[0].Select(call => call.Field("function").Text("arguments"))));
        Assert.Equal("""{"city":"Rome"}""", string.Concat(calls[1].Select(call => call.Field("function").Text("arguments"))));
        Assert.Equal("tool_calls", chunks[^1].Items("choices")[0].Text("finish_reason"));
    }

    [Fact]
    public async Task A_result_is_read_back()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);

        var (_, body) = await caller.Post($$"""{"model":"gpt-sim","tools":{{Tools}},"messages":[{{Hello}},{{Asks}},{{Answers}}]}""");

        Assert.Equal("tool said: sun", body.Items("choices")[0].Field("message").Text("content"));
    }

    [Theory]
    [InlineData("gpt-sim", "\"x_force_local\":true,", $"[{Hello}]", "Unrecognized request argument supplied: x_force_local")]
    [InlineData("gpt-sim", "", $"[{Hello},{Asks},{Hello}]", "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.")]
    [InlineData("gpt-sim", "", $"[{Hello},{Answers}]", "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.")]
    [InlineData("gpt-sim", "\"stream_options\":{\"include_usage\":true},", $"[{Hello}]", "The 'stream_options' parameter is only allowed when 'stream' is enabled.")]
    [InlineData("gpt-sim", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"a.b\"}}],", $"[{Hello}]", "Invalid 'tools[0].function.name': string does not match pattern.")]
    [InlineData("gpt-sim", "", """[{"role":"narrator","content":"x"}]""", "Invalid value: 'narrator'.")]
    [InlineData("gpt-sim-reasoning", "\"temperature\":0.2,", $"[{Hello}]", "Unsupported value: 'temperature'")]
    [InlineData("gpt-sim-reasoning", "\"max_tokens\":9,", $"[{Hello}]", "Unsupported parameter: 'max_tokens'")]
    [InlineData("gpt-sim-reasoning", $"\"tools\":{Tools},", $"[{Hello}]", "Function tools with reasoning_effort are not supported")]
    public async Task A_broken_rule_is_a_400(string model, string fields, string messages, string words)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);

        var (status, body) = await caller.Post($$"""{"model":"{{model}}",{{fields}}"messages":{{messages}}}""");

        Assert.Equal(400, status);
        Assert.StartsWith(words, body.Field("error").Text("message"));
    }

    [Fact]
    public async Task A_used_up_quota_is_told_by_its_code()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.OpenAI);
        fakes.OpenAI.Script(Behave.QuotaExhausted());

        var (status, body) = await caller.Post($$"""{"model":"gpt-sim","messages":[{{Hello}}]}""");

        Assert.Equal((429, "insufficient_quota"), (status, body.Field("error").Text("code")));
    }
}
