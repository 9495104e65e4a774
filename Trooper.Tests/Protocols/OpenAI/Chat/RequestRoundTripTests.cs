using System.Buffers;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.OpenAI.Chat;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

/// <summary>What an Anthropic client asks for beside its messages, once round by way of Chat.</summary>
public sealed class RequestRoundTripTests
{
    private const string Messages = """ "messages":[{"role":"user","content":"hi"}] """;

    private const string Tools = """
        "tools":[{"name":"read","description":"Reads.","input_schema":{"type":"object","properties":{"p":{"type":"string"}}}},
                 {"name":"list","input_schema":{"type":"object","properties":{}}}]
        """;

    [Theory]
    [InlineData("""{"type":"auto"}""")]
    [InlineData("""{"type":"any","disable_parallel_tool_use":true}""")]
    [InlineData("""{"type":"tool","name":"list"}""")]
    [InlineData("""{"type":"none"}""")]
    public void Tools_and_their_choice_come_back(string choice)
    {
        var (asked, back) = Round($$"""{"max_tokens":9,{{Tools}},"tool_choice":{{choice}},{{Messages}} }""");

        Assert.Equal(asked.Tools, back.Tools);
        Assert.Equal(asked.ToolChoice, back.ToolChoice);
        Assert.Empty(back.Dropped);
    }

    [Fact]
    public void What_Chat_has_a_field_for_comes_back_and_the_rest_is_named()
    {
        var (asked, back) = Round($$"""
            {"max_tokens":9,"system":[{"type":"text","text":"be brief"},{"type":"text","text":"be kind"}],"temperature":0.25,"top_p":0.5,"top_k":4,
             "stop_sequences":["a","b"],"thinking":{"type":"enabled","budget_tokens":2048},"container":"c",
             "output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"} } } } },{{Messages}} }
            """);

        Assert.Equal((asked.System, asked.MaxTokens, asked.Temperature, asked.TopP), (back.System, back.MaxTokens, back.Temperature, back.TopP));
        Assert.Equal(asked.StopSequences, back.StopSequences);
        Assert.Equal(asked.SchemaJson, back.SchemaJson);
        Assert.Equal(["container", "thinking", "top_k"], Written(asked).Dropped);
    }

    private static (ModelRequest Asked, ModelRequest Back) Round(string anthropic)
    {
        var asked = AnthropicRequestReader.Read(AnthropicRequestScanner.Scan(ChatConversation.Utf8(anthropic)), "gpt-sim");
        return (asked, ChatRequestReader.Read(ChatRequestScanner.Scan(Written(asked).Body), "gpt-sim"));
    }

    private static (ReadOnlyMemory<byte> Body, IReadOnlyList<string> Dropped) Written(ModelRequest asked)
    {
        var output = new ArrayBufferWriter<byte>();
        var dropped = ChatRequestWriter.Write(output, asked with { Messages = [Trooper.Core.Conversations.Message.User("hi")] }, stream: true);
        return (output.WrittenMemory, dropped);
    }
}
