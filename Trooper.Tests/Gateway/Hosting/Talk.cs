using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Gateway.Hosting;

/// <summary>The pieces of Anthropic requests, and transcripts in short.</summary>
internal static class Talk
{
    public static object User(object content) => new { role = "user", content };

    public static object Assistant(object content) => new { role = "assistant", content };

    public static object Text(string text) => new { type = "text", text };

    /// <summary>A text with a cache mark.</summary>
    public static object Marked(string text) => new { type = "text", text, cache_control = new { type = "ephemeral" } };

    public static object Use(string id, string name, object input) => new { type = "tool_use", id, name, input };

    public static object Result(string id, object content) => new { type = "tool_result", tool_use_id = id, content };

    public static Dictionary<string, object> Request(IReadOnlyList<object> messages, bool stream = false) => new()
    {
        ["model"] = TrooperHost.ClaudeModel,
        ["max_tokens"] = 1024,
        ["stream"] = stream,
        ["messages"] = messages,
    };

    /// <summary>A copy with one more field, or another value of one.</summary>
    public static Dictionary<string, object> With(this Dictionary<string, object> request, string field, object value) => new(request) { [field] = value };

    /// <summary>A transcript's message on one line: <c>role: text</c>, calls as <c>name(input)</c>, results as <c>=> text</c>.</summary>
    public static string Line(JsonElement turn) => $"{turn.Text("role")}: {Said(turn.Field("content"))}";

    public static string Said(JsonElement content) => content.IsString
        ? content.GetString()!
        : string.Join(" ", content.Items().Select(block => block.Text("type") switch
        {
            "text" => block.Text("text"),
            "tool_use" => $"{block.Text("name")}({block.Field("input")})",
            "tool_result" => $"=> {Said(block.Field("content"))}",
            var type => $"[{type}]",
        }));
}
