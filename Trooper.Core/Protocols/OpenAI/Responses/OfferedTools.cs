using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// The tools that a Responses client offers, as functions that any model can call: custom tools become functions with one text argument, tools in a
/// namespace get its name before theirs. <see cref="FormOf"/> is the way back.
/// </summary>
internal sealed class OfferedTools
{
    private const string NoArguments = """{"type":"object","properties":{}}""";

    private readonly Dictionary<string, ToolForm> forms = [];

    /// <param name="body">A request's body; its input may be left out.</param>
    public OfferedTools(JsonElement body)
    {
        foreach (var tool in body.Items("tools"))
            Add(tool, null);
    }

    public List<Tool> Tools { get; } = [];

    /// <summary>The tools that OpenAI runs itself or defines, by their type: no other provider has them.</summary>
    public List<string> Hosted { get; } = [];

    /// <summary>How the client knows a tool.</summary>
    public ToolForm FormOf(string flatName) => forms.TryGetValue(flatName, out var form) ? form : new(flatName);

    private void Add(JsonElement tool, string? space)
    {
        var type = tool.Text("type");
        var name = tool.Text("name");
        if (type == "namespace" && name is not null)
        {
            foreach (var member in tool.Items("tools"))
                Add(member, name);
        }
        else if (type is "function" or "custom" && name is not null)
        {
            var flat = space is null ? name : ToolForm.Flat(space, name);
            var isCustom = type == "custom";
            if (forms.TryAdd(flat, new(name, space, isCustom)))
                Tools.Add(isCustom ? new(flat, CustomDescription(tool), CustomInput.SchemaJson) : new(flat, tool.Text("description"), SchemaOf(tool)));
        }
        else
        {
            Hosted.Add(type ?? "?");
        }
    }

    private static string SchemaOf(JsonElement tool) => tool.Object("parameters")?.GetRawText() ?? NoArguments;

    // OpenAI's models are held to the grammar while they write; another model can only be told of it.
    private static string? CustomDescription(JsonElement tool)
    {
        var format = tool.Object("format");
        if (format?.Text("definition") is not { } definition)
            return tool.Text("description");
        return $"{tool.Text("description")}\n\nThe input follows this {format?.Text("syntax")} grammar:\n{definition}".Trim();
    }
}
