using System.Text.Json;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>What a Messages request says to the model.</summary>
internal static class MessagesReader
{
    public static Prompt Read(JsonElement body) => new()
    {
        Turns = [.. System(body), .. body.Items("messages").Select(Turn)],
        Tools = [.. body.Items("tools").Where(tool => tool.Has("input_schema")).Select(Tool)],
        Choice = Choice(body.Field("tool_choice")),
        WantsThinking = body.Field("thinking").Text("type") is "enabled" or "adaptive",
        MaxTokens = body.Integer("max_tokens"),
        StopSequences = [.. body.Items("stop_sequences").Select(sequence => sequence.GetString()!)],
        WantsJson = body.Field("output_config").Has("format"),
        Schema = body.Field("output_config").Field("format").Field("schema"),
    };

    private static OfferedTool Tool(JsonElement tool) => new(tool.Text("name")!, tool.Field("input_schema"));

    private static PromptTurn[] System(JsonElement body) =>
        body.Has("system") ? [new PromptTurn("system") { Text = Content.Text(body.Field("system")) }] : [];

    private static PromptTurn Turn(JsonElement message)
    {
        var content = message.Field("content");
        var results = Content.OfType(content, "tool_result").ToList();
        return new PromptTurn(message.Text("role")!)
        {
            Text = Content.Text(content),
            Images = [.. Images(content), .. results.SelectMany(result => Images(result.Field("content")))],
            Calls = [.. Content.OfType(content, "tool_use").Select(call => new PastCall(call.Text("id")!, call.Text("name")!, call.Field("input")))],
            Results = [.. results.Select(Result)],
        };
    }

    private static PastResult Result(JsonElement result) =>
        new(result.Text("tool_use_id")!, Content.Text(result.Field("content")), result.IsTrue("is_error"));

    private static IEnumerable<SeenImage> Images(JsonElement content) =>
        Content.OfType(content, "image").Select(image => image.Field("source")).Select(source => source.Text("type") == "base64"
            ? new SeenImage(source.Text("media_type")!, source.Field("data").GetBytesFromBase64().Length)
            : new SeenImage(source.Text("type")!, 0));

    private static ToolChoice Choice(JsonElement choice) => new(
        Forbidden: choice.Text("type") == "none",
        Forced: choice.Text("type") is "any" or "tool",
        Name: choice.Text("name"),
        OneAtATime: choice.IsTrue("disable_parallel_tool_use"));
}
