using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Reads how the model may use the tools, and which of them.</summary>
internal static class ToolChoiceReader
{
    /// <param name="dropped">Takes the name of a choice that nobody but OpenAI can follow.</param>
    public static (ToolChoice Choice, IReadOnlyList<Tool> Tools) Read(JsonElement body, IReadOnlyList<Tool> offered, List<string> dropped)
    {
        var oneAtATime = body.Field("parallel_tool_calls") is { ValueKind: JsonValueKind.False };
        if (body.Object("tool_choice") is not { } choice)
            return (new(UseOf(body.Text("tool_choice")), null, oneAtATime), offered);
        switch (choice.Text("type"))
        {
            case "function" or "custom" when NameOf(choice) is { } name:
                return (new(ToolUse.Named, name, oneAtATime), offered);
            case "allowed_tools":
                var allowed = choice.Items("tools").Select(NameOf).ToHashSet();
                return (new(UseOf(choice.Text("mode")), null, oneAtATime), [.. offered.Where(tool => allowed.Contains(tool.Name))]);
            default:
                dropped.Add($"tool_choice.{choice.Text("type")}"); // it forces a tool that OpenAI runs
                return (new(ToolUse.Auto, null, oneAtATime), offered);
        }
    }

    private static ToolUse UseOf(string? mode) => mode switch
    {
        "required" => ToolUse.Any,
        "none" => ToolUse.None,
        _ => ToolUse.Auto,
    };

    private static string? NameOf(JsonElement tool) =>
        tool.Text("namespace") is { } space && tool.Text("name") is { } name ? ToolForm.Flat(space, name) : tool.Text("name");
}
