using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>Anthropic content: a string stands for one text block.</summary>
internal static class Content
{
    public static JsonElement[] Blocks(JsonElement content) =>
        content.IsString ? [WireJson.Parse(WireJson.Write(new { type = "text", text = content.GetString() }))] : content.Items();

    public static string Text(JsonElement content) => string.Join('\n', OfType(content, "text").Select(block => block.Text("text")));

    public static IEnumerable<JsonElement> OfType(JsonElement content, string type) => Blocks(content).Where(block => block.Text("type") == type);
}
