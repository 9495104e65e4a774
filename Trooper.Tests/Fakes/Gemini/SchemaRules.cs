using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>Tool definitions become Google's own schema type, which has one type per value and lacks some of JSON Schema's words.</summary>
internal static class SchemaRules
{
    private static readonly HashSet<string> Unknown = ["$schema", "const", "exclusiveMinimum", "exclusiveMaximum"];

    public static Failure? Violation(JsonElement body) =>
        body.Items("tools").Index().Select(tool => ToolViolation(tool.Item, tool.Index)).FirstViolation();

    private static Failure? ToolViolation(JsonElement tool, int index) => tool.Text("type") == "function"
        ? SchemaViolation(tool.Field("function").Field("parameters"), $"tools[0].function_declarations[{index}].parameters")
        : Failure.Invalid($"Invalid value for 'tools[{index}].type': {tool.Text("type")}");

    private static Failure? SchemaViolation(JsonElement schema, string path)
    {
        if (!schema.IsObject)
        {
            return null;
        }

        if (schema.Field("type").IsArray)
        {
            return Failure.Invalid($"Invalid JSON payload received. Unknown name \"type\" at '{path}': Proto field is not repeating, cannot start list.");
        }

        if (schema.Properties().Select(field => field.Name).FirstOrDefault(Unknown.Contains) is { } word)
        {
            return Failure.Invalid($"Invalid JSON payload received. Unknown name \"{word}\" at '{path}': Cannot find field.");
        }

        var properties = schema.Field("properties").Properties()
            .Select(property => SchemaViolation(property.Value, $"{path}.properties[{property.Name}].value"));
        var choices = schema.Items("anyOf").Index().Select(choice => SchemaViolation(choice.Item, $"{path}.any_of[{choice.Index}]"));
        return properties.Concat(choices).FirstViolation() ?? SchemaViolation(schema.Field("items"), $"{path}.items");
    }
}
