using Trooper.Tests.Fakes.Ollama;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Checks;

/// <summary>The Ollama fake refuses what Ollama refuses, and forgets what it forgets.</summary>
public sealed class OllamaRulesTests
{
    private const string Hello = """[{"role":"user","content":"hello"}]""";

    [Theory]
    [InlineData(404, "model 'llama3' not found", """{"model":"llama3","messages":[]}""")]
    [InlineData(400, "json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string", """{"model":"llama-sim","messages":[{"role":"user","content":[]}]}""")]
    [InlineData(400, "illegal base64 data", """{"model":"llama-sim","messages":[{"role":"user","content":"","images":["data:image/png;base64,AA=="]}]}""")]
    [InlineData(400, "json: cannot unmarshal string into Go struct field ToolCallFunction", """{"model":"llama-sim","messages":[{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}]}""")]
    [InlineData(400, "\"llama-sim\" does not support thinking", $$"""{"model":"llama-sim","think":true,"messages":{{Hello}}}""")]
    [InlineData(400, "registry.ollama.ai/library/llama-sim-plain:latest does not support tools", $$"""{"model":"llama-sim-plain","tools":[{"type":"function","function":{"name":"f"} }],"messages":{{Hello}}}""")]
    [InlineData(400, "the prompt is longer than the context length", $$"""{"model":"llama-sim","truncate":false,"options":{"num_ctx":2},"messages":{{Hello}}}""")]
    public async Task A_broken_rule_is_an_error_in_the_servers_words(int status, string words, string body)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);

        var reply = await caller.Post(body);

        Assert.Equal(status, reply.Status);
        Assert.StartsWith(words, reply.Body.Text("error"));
    }

    [Theory]
    [InlineData(4096, "Your name is Ada.")]
    [InlineData(40, "I do not know your name.")]
    public async Task What_exceeds_the_context_is_forgotten_without_a_word(int numCtx, string answer)
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);
        var filler = new string('x', 80);

        var (status, body) = await caller.Post(
            $$"""
            {"model":"llama-sim","stream":false,"keep_alive":"5m","options":{"num_ctx":{{numCtx}}},"messages":[{"role":"system","content":"be kind"},
             {"role":"user","content":"my name is Ada {{filler}}"},{"role":"assistant","content":"hi"},{"role":"user","content":"what is my name"}]}
            """);

        Assert.Equal(200, status);
        Assert.Equal(answer, body.Field("message").Text("content"));
        Assert.Equal((numCtx, "5m"), (fakes.Ollama.Requests[0].NumCtx, fakes.Ollama.Requests[0].KeepAlive));
    }

    [Fact]
    public async Task A_call_has_object_arguments_and_comes_whole_before_the_last_line()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);

        var lines = await caller.Lines("""{"model":"llama-sim","tools":[{"type":"function","function":{"name":"weather"}}],"messages":[{"role":"user","content":"call weather({\"city\":\"Oslo\"})"}]}""");

        Assert.Equal("Oslo", lines[0].Field("message").Items("tool_calls")[0].Field("function").Field("arguments").Text("city"));
        Assert.True(lines[0].IsFalse("done"));
        Assert.Equal("stop", lines[1].Text("done_reason"));
    }

    [Fact]
    public async Task A_thinking_model_thinks_unless_told_not_to()
    {
        await using var fakes = await FakeUpstreams.Start();
        using var caller = new Caller(fakes.Ollama);

        var thinks = await caller.Post($$"""{"model":"llama-sim-think","stream":false,"messages":{{Hello}}}""");
        var quiet = await caller.Post($$"""{"model":"llama-sim-think","stream":false,"think":false,"messages":{{Hello}}}""");

        Assert.True(thinks.Body.Field("message").Has("thinking"));
        Assert.False(quiet.Body.Field("message").Has("thinking"));
    }
}
