using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The Gemini fake differs from OpenAI where Google's endpoint does.</summary>
public sealed class GeminiTests
{
    private const string Hello = """{"role":"user","content":"hello"}""";
    private const string Ask = """{"role":"user","content":"call weather({\"city\":\"Oslo\"}) call weather({\"city\":\"Rome\"})"}""";
    private const string Tools = """[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}]""";

    [Fact]
    public async Task Streamed_calls_come_whole_with_index_0_and_the_reason_stop()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Gemini);

        var chunks = await caller.Events($$"""{"model":"gemini-sim","stream":true,"stream_options":{"include_usage":true},"tools":{{Tools}},"messages":[{{Ask}}]}""");

        var calls = chunks.SelectMany(chunk => chunk.Items("choices")[0].Field("delta").Items("tool_calls")).ToList();
        Assert.Equal(["""{"city":"Oslo"}""", """{"city":"Rome"}"""], calls.Select(call => call.Field("function").Text("arguments")!));
        Assert.All(calls, call => Assert.Equal(0, call.Integer("index")));
        Assert.Equal("stop", chunks[^1].Items("choices")[0].Text("finish_reason"));
        Assert.All(chunks, chunk => Assert.True(chunk.Has("usage")));
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 400)]
    public async Task A_call_must_come_back_with_its_signature(bool signed, int status)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Gemini);
        var (_, asked) = await caller.Post($$"""{"model":"gemini-sim","parallel_tool_calls":false,"tools":{{Tools}},"messages":[{{Ask}}]}""");
        var call = asked.Items("choices")[0].Field("message").Items("tool_calls").Single();
        var signature = call.Field("extra_content").GetRawText();
        var sent = call.GetRawText().Replace(signature, signed ? signature : "{}");

        var reply = await caller.Post(
            $$"""{"model":"gemini-sim","tools":{{Tools}},"messages":[{{Ask}},{"role":"assistant","tool_calls":[{{sent}}]},{"role":"tool","tool_call_id":"{{call.Text("id")}}","content":"sun"}]}""");

        Assert.Equal(status, reply.Status);
    }

    [Theory]
    [InlineData("\"store\":true,", $"[{Hello}]", "Invalid JSON payload received. Unknown name \"store\": Cannot find field.")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}}}],", $"[{Hello}]", "Invalid JSON payload received. Unknown name \"type\" at 'tools[0].function_declarations[0].parameters.properties[a].value': Proto field is not repeating")]
    [InlineData("", """[{"role":"developer","content":"x"}]""", "Invalid role: developer.")]
    [InlineData("", """[{"role":"user","content":""}]""", "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty.")]
    public async Task A_broken_rule_is_a_400_in_a_list(string fields, string messages, string words)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Gemini);

        var (status, body) = await caller.Post($$"""{"model":"gemini-sim",{{fields}}"messages":{{messages}}}""");

        Assert.Equal(400, status);
        Assert.StartsWith(words, body.Items().Single().Field("error").Text("message"));
    }

    [Fact]
    public async Task A_bad_key_is_a_400_and_a_limit_says_when_to_come_back()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Gemini);
        fakes.Gemini.Script(Behave.RateLimited(TimeSpan.FromSeconds(7)));

        var (limited, body) = await caller.Post($$"""{"model":"gemini-sim","messages":[{{Hello}}]}""");
        var (refused, _) = await caller.With("authorization", "Bearer bad").Post($$"""{"model":"gemini-sim","messages":[{{Hello}}]}""");

        Assert.Equal((429, 400), (limited, refused));
        Assert.Equal("7s", body.Items()[0].Field("error").Items("details")[0].Text("retryDelay"));
    }
}
