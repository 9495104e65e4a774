using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Ollama;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols.Ollama;

/// <summary>Local models write calls into their text; agents need them as calls.</summary>
public sealed class WrittenCallTests
{
    private static readonly HashSet<string> Tools = ["read", "write"];

    [Theory]
    [InlineData("""{"name":"read","parameters":{"path":"a"}}""")]
    [InlineData("""{"name":"read","arguments":{"path":"a"}}""")]
    [InlineData("""  {"function":{"name":"read","arguments":{"path":"a"}}}""")]
    [InlineData("""[{"name":"read","arguments":{"path":"a"}}]""")]
    [InlineData("""{"tool_calls":[{"type":"function","function":{"name":"read","arguments":{"path":"a"}}}]}""")]
    [InlineData("```json\n{\"name\":\"read\",\"parameters\":{\"path\":\"a\"}}\n```")]
    [InlineData("<tool_call>\n{\"name\": \"read\", \"arguments\": {\"path\":\"a\"}}\n</tool_call>")]
    [InlineData("""<|python_tag|>{"name":"read","parameters":{"path":"a"}}""")]
    [InlineData("""{'name':'read','parameters':{'path':'a',}}""")]
    public void A_call_written_as_text_is_a_call(string text)
    {
        var answer = Read(text, Tools);

        Assert.Equal(("read", """{"path":"a"}"""), Assert.Single(answer.ToMessage().ToolCalls.Select(call => (call.Name, call.ArgumentsJson.Replace(" ", "")))));
        Assert.Equal(("new-1", StopReason.ToolUse, ""), (answer.ToMessage().ToolCalls.Single().Id, answer.Reason, answer.TextSoFar()));
    }

    [Fact]
    public void Several_calls_in_one_text_are_several_calls() => Assert.Equal(
        ["read", "write"],
        Read("""<tool_call>{"name":"read","arguments":{}}</tool_call> <tool_call>{"name":"write","arguments":{"x":1}}</tool_call>""", Tools).ToMessage().ToolCalls.Select(call => call.Name));

    [Theory]
    [InlineData("""{"name":"unknown","parameters":{}}""")]
    [InlineData("""{"answer":42}""")]
    [InlineData("""{"name":"read","parameters":5}""")]
    [InlineData("""[1, 2, 3]""")]
    [InlineData("```csharp\nreturn;\n```")]
    [InlineData("""I would call {"name":"read","parameters":{}}""")]
    [InlineData("<table></table>")]
    [InlineData("{")]
    public void Any_other_text_stays_the_text_it_is(string text)
    {
        var answer = Read(text, Tools);

        Assert.Equal((text, false), (answer.TextSoFar(), answer.HasToolCalls));
    }

    [Fact]
    public void Without_tools_nothing_is_held_back()
    {
        var recorder = new ReplyRecorder();
        new OllamaReplyReader(() => "new").ReadFrame("""{"message":{"role":"assistant","content":"{"},"done":false}"""u8, recorder);

        Assert.Equal("{", recorder.TextSoFar());
    }

    [Fact]
    public void Plain_words_are_not_held_back_either()
    {
        var recorder = new ReplyRecorder();
        new OllamaReplyReader(() => "new", Tools).ReadFrame("""{"message":{"role":"assistant","content":"Well"},"done":false}"""u8, recorder);

        Assert.Equal("Well", recorder.TextSoFar());
    }

    [Theory]
    [InlineData("""{"path":"a",}""", """{"path":"a"}""")]
    [InlineData("", "{}")]
    public void Arguments_with_a_fault_of_form_are_mended(string arguments, string mended) =>
        Assert.Equal(mended, Called(arguments).ToMessage().ToolCalls.Single().ArgumentsJson);

    [Fact]
    public void Arguments_beyond_repair_are_told_as_text()
    {
        var answer = Called("path equals a");

        Assert.Equal(("[The model called the tool read with arguments that are not valid JSON: path equals a]", StopReason.EndTurn, false), (answer.TextSoFar(), answer.Reason, answer.HasToolCalls));
    }

    private static ReplyRecorder Called(string arguments)
    {
        var recorder = new ReplyRecorder();
        var line = new { message = new { role = "assistant", content = "", tool_calls = new[] { new { function = new { name = "read", arguments } } } }, done = true, done_reason = "stop" };
        new OllamaReplyReader(() => "new", Tools).ReadFrame(JsonSerializer.SerializeToUtf8Bytes(line), recorder);
        return recorder;
    }

    // In pieces of three characters, as a model writes.
    private static ReplyRecorder Read(string text, IReadOnlySet<string> tools)
    {
        var recorder = new ReplyRecorder();
        var made = 0;
        var reader = new OllamaReplyReader(() => $"new-{++made}", tools);
        foreach (var piece in text.Chunk(3))
            reader.ReadFrame(JsonSerializer.SerializeToUtf8Bytes(new { message = new { role = "assistant", content = new string(piece) }, done = false }), recorder);
        reader.ReadFrame(Encoding.UTF8.GetBytes("""{"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}"""), recorder);
        Assert.True(recorder.IsEnded);
        return recorder;
    }
}
