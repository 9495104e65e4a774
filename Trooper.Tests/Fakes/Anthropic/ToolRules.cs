using System.Text.Json;
using System.Text.RegularExpressions;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The rules for tool definitions and the choice among them.</summary>
internal static partial class ToolRules
{
    public static Failure? Violation(JsonElement body)
    {
        var tools = body.Items("tools");
        if (tools.Index().Select(tool => DefinitionViolation(tool.Item, $"tools.{tool.Index}.custom")).FirstViolation() is { } violation)
        {
            return violation;
        }

        if (tools.DistinctBy(tool => tool.Text("name")).Count() < tools.Length)
        {
            return Failure.Invalid("tools: Tool names must be unique.");
        }

        return ChoiceViolation(body.Field("tool_choice"), tools);
    }

    private static Failure? DefinitionViolation(JsonElement tool, string path)
    {
        // A server tool is known by its type and has no schema.
        if (tool.Text("type") is not (null or "custom"))
        {
            return null;
        }

        if (!ToolName().IsMatch(tool.Text("name") ?? ""))
        {
            return Failure.Invalid($"{path}.name: String should match pattern '{ToolName()}'");
        }

        if (!tool.Has("input_schema"))
        {
            return Failure.Invalid($"{path}.input_schema: Field required");
        }

        return tool.Field("input_schema").Text("type") == "object" ? null : Failure.Invalid($"{path}.input_schema.type: Input should be 'object'");
    }

    private static Failure? ChoiceViolation(JsonElement choice, JsonElement[] tools)
    {
        if (!choice.IsGiven)
        {
            return null;
        }

        if (choice.Text("type") is not ("auto" or "any" or "tool" or "none"))
        {
            return Failure.Invalid(
                $"tool_choice: Input tag '{choice.Text("type")}' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'");
        }

        if (choice.Text("type") != "none" && tools.Length == 0)
        {
            return Failure.Invalid("tool_choice may only be specified while providing tools.");
        }

        return choice.Text("type") == "tool" && tools.All(tool => tool.Text("name") != choice.Text("name"))
            ? Failure.Invalid($"Tool '{choice.Text("name")}' not found in provided tools")
            : null;
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex ToolName();
}
