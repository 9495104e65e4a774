using System.Buffers;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Tests.Fakes.OpenAI;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatRequestWriterTests
{
    private static readonly Tool Read = new("read", "Reads.", """{"type":"object","properties":{"path":{"type":"string"}}}""");

    [Fact]
    public void A_conversation_is_accepted_by_OpenAI_and_comes_back_the_same() =>
        Prop.ForAll(AnyConversation.Arbitrary, messages =>
        {
            var (body, dropped) = Written(Asking(messages), stream: true);
            Assert.Null(Violation(body)?.Message);
            Assert.Empty(dropped);
            var back = ChatRequestScanner.Scan(JsonSerializer.SerializeToUtf8Bytes(body)).Messages;
            Assert.Equal(messages.Select(CanonicalForm.HashOf), back.Select(message => message.Hash));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_Chat_cannot_carry_is_named_and_the_rest_still_goes()
    {
        var asked = Asking(
            new(Role.User, [new DocumentBlock(null, null, "plain words", null, "notes.txt"), new DocumentBlock(null, null, null, "https://x/y.pdf", "paper")]),
            new(Role.Assistant, [new ThinkingBlock("hmm", "sig"), new OpaqueBlock("server_tool_use", "{}"), new TextBlock("yes")]),
            new(Role.Assistant, [new ThinkingBlock("only thoughts", "sig")]),
            Message.User("on"));

        var (body, dropped) = Written(asked with { TopK = 5, Effort = Effort.High, Dropped = ["container"] });

        Assert.Null(Violation(body)?.Message);
        Assert.Equal(["container", "thinking", "top_k", "document", "server_tool_use"], dropped);
        Assert.Equal("notes.txt\nplain words", body.Items("messages")[0].Items("content")[0].Text("text"));
        Assert.Equal("[server_tool_use]\nyes", body.Items("messages")[1].Text("content"));
        Assert.Equal("[No answer was given.]", body.Items("messages")[2].Text("content"));
    }

    [Fact]
    public void Images_that_tools_return_follow_behind_all_results()
    {
        var asked = Asking(
            Message.User("look"),
            new(Role.Assistant, [new ToolCallBlock("a", "read", "{}"), new ToolCallBlock("b", "read", "{}")]),
            new(Role.User,
            [
                new ToolResultBlock("a", [new TextBlock("a picture"), new ImageBlock("image/png", "AAAA", null)]),
                new ToolResultBlock("b", [new TextBlock("no such file")], IsError: true),
                new TextBlock("well?"),
            ]));

        var (body, _) = Written(asked with { Tools = [Read] });

        Assert.Null(Violation(body)?.Message);
        var messages = body.Items("messages");
        Assert.Equal(["user", "assistant", "tool", "tool", "user"], messages.Select(message => message.Text("role")!));
        Assert.StartsWith("a picture\n", messages[2].Text("content"));
        Assert.Equal("Error: no such file", messages[3].Text("content"));
        Assert.Equal("data:image/png;base64,AAAA", messages[4].Items("content")[1].Field("image_url").Text("url"));
        Assert.Equal("well?", messages[4].Items("content")[2].Text("text"));
    }

    [Fact]
    public void Ids_and_names_that_do_not_fit_are_replaced_alike_wherever_they_stand_and_names_are_mapped_back()
    {
        var longName = "mcp__" + new string('x', 90);
        var tools = new[] { Read with { Name = longName }, Read with { Name = "a.b" } };
        var id = "toolu:" + new string('9', 60);
        var asked = Asking(
            Message.User("x"),
            new(Role.Assistant, [new ToolCallBlock(id, longName, "{}")]),
            new(Role.User, [new ToolResultBlock(id, [new TextBlock("y")])]));

        var (body, _) = Written(asked with { Tools = tools, ToolChoice = new(ToolUse.Named, "a.b") });

        Assert.Null(Violation(body)?.Message);
        var sent = body.Items("tools").Select(tool => tool.Field("function").Text("name")!).ToList();
        Assert.Equal([longName, "a.b"], sent.Select(ToolNames.Of(tools).Original));
        Assert.Equal(sent[1], body.Field("tool_choice").Field("function").Text("name"));
        Assert.Equal(sent[0], body.Items("messages")[1].Items("tool_calls")[0].Field("function").Text("name"));
    }

    [Fact]
    public void A_reasoning_model_gets_no_sampling_and_the_developer_role()
    {
        var asked = Asking(Message.User("x")) with
        {
            Model = "gpt-5-mini",
            System = "be brief",
            MaxTokens = 100,
            Temperature = 0.2,
            TopP = 0.5,
            StopSequences = ["END"],
            Effort = Effort.Medium,
        };

        var (body, dropped) = Written(asked);

        Assert.Null(Violation(body)?.Message);
        Assert.Equal(("developer", 100, "medium"), (body.Items("messages")[0].Text("role"), body.Integer("max_completion_tokens"), body.Text("reasoning_effort")));
        Assert.Equal(["temperature", "top_p"], dropped);
    }

    [Fact]
    public void Other_models_get_sampling_and_no_more_than_four_stops()
    {
        var asked = Asking(Message.User("x")) with
        {
            System = "be brief",
            MaxTokens = 100,
            Temperature = 0.2,
            StopSequences = ["a", "b", "c", "d", "e"],
            Tools = [Read with { Strict = true }],
            ToolChoice = new(ToolUse.Any, OneAtATime: true),
            SchemaJson = """{"type":"object","properties":{}}""",
            Seed = 3,
            FrequencyPenalty = 0.5,
        };

        var (body, dropped) = Written(asked);

        Assert.Null(Violation(body)?.Message);
        Assert.Equal(("system", 100, "required"), (body.Items("messages")[0].Text("role"), body.Integer("max_tokens"), body.Text("tool_choice")));
        Assert.True(body.IsFalse("parallel_tool_calls") && body.Items("tools")[0].Field("function").IsTrue("strict"));
        Assert.Equal("json_schema", body.Field("response_format").Text("type"));
        Assert.Equal(["stop_sequences"], dropped);
        Assert.False(body.Has("stream_options"));
    }

    [Theory]
    [InlineData("{}", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object"}""", """{"type":"object","properties":{}}""")]
    [InlineData("""{"type":"object","properties":{"a":{}},"anyOf":[{"required":["a"]}]}""", """{"type":"object","properties":{"a":{}}}""")]
    public void A_tools_schema_is_an_object_with_properties(string schema, string expected)
    {
        var (body, _) = Written(Asking(Message.User("x")) with { Tools = [Read with { SchemaJson = schema }] });

        Assert.Equal(expected, body.Items("tools")[0].Field("function").Field("parameters").GetRawText());
    }

    private static ModelRequest Asking(params Message[] messages) => new() { Model = "gpt-sim", Messages = messages };

    private static (JsonElement Body, IReadOnlyList<string> Dropped) Written(ModelRequest request, bool stream = false)
    {
        var output = new ArrayBufferWriter<byte>();
        var dropped = ChatRequestWriter.Write(output, request, stream);
        return (WireJson.Parse(System.Text.Encoding.UTF8.GetString(output.WrittenSpan)), dropped);
    }

    private static Failure? Violation(JsonElement body) =>
        ChatParameterRules.Violation(body) ?? ChatMessageRules.Violation(body) ?? ReasoningRules.ChatViolation(body);
}
