using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>The tools of a Chat request, and how the model may use them.</summary>
internal readonly struct ChatToolsReader
{
    private const string NoArguments = """{"type":"object","properties":{}}""";

    public ChatToolsReader(JsonElement body, DroppedFields dropped)
    {
        var tools = Read(body, dropped);
        var choice = body.Field("tool_choice") ?? default;
        var use = Use(choice);
        var allowed = choice.Object("allowed_tools");
        if (allowed is { } list)
        {
            var names = list.Items("tools").Select(tool => tool.Object("function")?.Text("name")).ToHashSet();
            tools.RemoveAll(tool => !names.Contains(tool.Name));
            use = new(list.Text("mode") == "required" ? ToolUse.Any : ToolUse.Auto);
        }
        if (use.Use == ToolUse.Named && !tools.Exists(tool => tool.Name == use.Name))
            throw OpenAIRejection.WrongValue("tool_choice", use.Name ?? "", "the functions in 'tools'");
        Tools = tools;
        Choice = use with { OneAtATime = body.Field("parallel_tool_calls") is { ValueKind: JsonValueKind.False } };
    }

    public IReadOnlyList<Tool> Tools { get; }

    public ToolChoice Choice { get; }

    private static List<Tool> Read(JsonElement body, DroppedFields dropped)
    {
        var tools = new List<Tool>();
        foreach (var tool in body.Items("tools"))
        {
            if (tool.Object("function") is { } function && function.Text("name") is { } name)
                tools.Add(new(name, function.Text("description"), function.Object("parameters")?.GetRawText() ?? NoArguments, function.IsTrue("strict")));
            else
                dropped.Add($"tools.{tool.Object("custom")?.Text("name") ?? tool.Text("type")}"); // text by a grammar, which others cannot be held to
        }
        return tools;
    }

    private static ToolChoice Use(JsonElement choice)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "none" => new(ToolUse.None),
                "required" => new(ToolUse.Any),
                "auto" => default,
                var other => throw OpenAIRejection.WrongValue("tool_choice", other!, "'none', 'auto', and 'required'"),
            };
        }
        return choice.Text("type") switch
        {
            "function" => new(ToolUse.Named, choice.Object("function")?.Text("name")),
            "custom" => throw OpenAIRejection.Unsupported("tool_choice", "The model that answers has no custom tools."),
            _ => default,
        };
    }
}
