using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI.Chat;

namespace Trooper.Tests.Protocols.OpenAI.Chat;

public sealed class ChatRequestReaderTests
{
    private const string Tools = """
        "tools":[{"type":"function","function":{"name":"read","description":"Reads.","parameters":{"type":"object","properties":{"p":{"type":"string"}}},"strict":true}},
                 {"type":"function","function":{"name":"now"}}, {"type":"custom","custom":{"name":"patch"}}]
        """;

    [Fact]
    public void What_the_client_asks_for_is_read()
    {
        var request = Read($$"""
            "max_completion_tokens":50,"stop":["a","b"],"temperature":0.5,"top_p":0.9,"seed":7,"frequency_penalty":0.1,"presence_penalty":0.2,
            "reasoning_effort":"high","user":"me","parallel_tool_calls":false,"verbosity":"low","logit_bias":null,"service_tier":"auto",{{Tools}}
            """);

        Assert.Equal((50, 0.5, 0.9, 7L), (request.MaxTokens, request.Temperature, request.TopP, request.Seed));
        Assert.Equal((0.1, 0.2, Effort.High, "me"), (request.FrequencyPenalty, request.PresencePenalty, request.Effort, request.User));
        Assert.Equal(["a", "b"], request.StopSequences);
        Assert.Equal(("read", "Reads.", true), (request.Tools[0].Name, request.Tools[0].Description, request.Tools[0].Strict));
        Assert.Equal("""{"type":"object","properties":{}}""", request.Tools[1].SchemaJson);
        Assert.True(request.ToolChoice.OneAtATime);
        Assert.Equal(["verbosity", "service_tier", "tools.patch"], request.Dropped);
    }

    [Theory]
    [InlineData("\"auto\"", ToolUse.Auto, null)]
    [InlineData("\"none\"", ToolUse.None, null)]
    [InlineData("\"required\"", ToolUse.Any, null)]
    [InlineData("""{"type":"function","function":{"name":"now"}}""", ToolUse.Named, "now")]
    [InlineData("""{"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[{"type":"function","function":{"name":"now"}}]}}""", ToolUse.Any, null)]
    public void Every_form_of_tool_choice_is_understood(string choice, ToolUse use, string? name)
    {
        var request = Read($"{Tools},\"tool_choice\":{choice}");

        Assert.Equal((use, name), (request.ToolChoice.Use, request.ToolChoice.Name));
        Assert.Equal(choice.Contains("allowed") ? 1 : 2, request.Tools.Count);
    }

    [Fact]
    public void A_schema_for_the_answer_keeps_its_name()
    {
        var request = Read(""" "response_format":{"type":"json_schema","json_schema":{"name":"verdict","schema":{"type":"object"},"strict":true}} """);

        Assert.Equal(("verdict", """{"type":"object"}""", false), (request.SchemaName, request.SchemaJson, request.WantsJson));
        Assert.True(Read(""" "response_format":{"type":"json_object"} """).WantsJson);
    }

    [Theory]
    [InlineData("\"n\":2", "n")]
    [InlineData("\"logprobs\":true", "logprobs")]
    [InlineData("\"modalities\":[\"text\",\"audio\"]", "modalities")]
    [InlineData("\"functions\":[{\"name\":\"f\"}]", "functions")]
    [InlineData("\"tool_choice\":{\"type\":\"custom\",\"custom\":{\"name\":\"patch\"}}", "tool_choice")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"absent\"}}", "tool_choice")]
    [InlineData("\"reasoning_effort\":\"absurd\"", "reasoning_effort")]
    public void What_cannot_be_served_is_refused_by_name(string field, string name)
    {
        var rejected = Assert.Throws<RequestRejectedException>(() => Read(field));

        Assert.Contains(name, $"{rejected.Field} {rejected.Message}");
        Assert.Equal(name, rejected.Code == "invalid_value" ? name : rejected.Field);
    }

    private static ModelRequest Read(string fields) =>
        ChatRequestReader.Read(ChatRequestScanner.Scan(ChatConversation.Utf8($$"""{ {{fields}},"messages":[{"role":"user","content":"hi"}]}""")), "m");
}
