using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Context;

/// <summary>Shorter forms of a tool's definition.</summary>
internal static class ToolExcerpt
{
    private const string AnyObject = """{"type":"object"}""";

    /// <summary>Each description, the tool's and those in its schema, shortened to a number of tokens; 0 leaves them out.</summary>
    public static Tool WithDescriptions(Tool tool, int tokens) => tool with
    {
        Description = tokens == 0 || tool.Description is null ? null : MiddleCut.To(tool.Description, tokens),
        SchemaJson = Rewrite(tool.SchemaJson, (schema, writer) => WriteShortened(schema, writer, tokens, isProperties: false)),
    };

    /// <summary>The parameters' names and types, and which are required.</summary>
    public static Tool WithParametersOnly(Tool tool) => tool with { SchemaJson = Rewrite(tool.SchemaJson, WriteParameters) };

    public static Tool WithNameOnly(Tool tool) => new(tool.Name, null, AnyObject);

    private static string Rewrite(string json, Action<JsonElement, Utf8JsonWriter> write)
    {
        try
        {
            using var schema = RelaxedJson.Parse(json);
            var root = schema.RootElement;
            return root.ValueKind == JsonValueKind.Object ? RelaxedJson.Write(writer => write(root, writer)) : AnyObject;
        }
        catch (JsonException)
        {
            // A schema that is not JSON cannot be shortened, only replaced.
            return AnyObject;
        }
    }

    /// <summary>Under <c>properties</c>, "description" is a parameter's name like any other.</summary>
    private static void WriteShortened(JsonElement element, Utf8JsonWriter writer, int tokens, bool isProperties)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                    WriteShortened(property, writer, tokens, isProperties);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    WriteShortened(item, writer, tokens, isProperties: false);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteShortened(JsonProperty property, Utf8JsonWriter writer, int tokens, bool isProperties)
    {
        if (!isProperties && property.Name is "title" or "examples" or "$schema" or "default")
            return;
        if (!isProperties && property.Name == "description" && property.Value.ValueKind == JsonValueKind.String)
        {
            if (tokens > 0)
                writer.WriteString(property.Name, MiddleCut.To(property.Value.GetString()!, tokens));
            return;
        }
        writer.WritePropertyName(property.Name);
        WriteShortened(property.Value, writer, tokens, isProperties: !isProperties && property.Name is "properties" or "$defs" or "definitions");
    }

    private static void WriteParameters(JsonElement schema, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject("properties");
            foreach (var property in properties.EnumerateObject())
            {
                writer.WriteStartObject(property.Name);
                if (property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("type", out var type))
                {
                    writer.WritePropertyName("type");
                    type.WriteTo(writer);
                }
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
        }
        if (schema.TryGetProperty("required", out var required))
        {
            writer.WritePropertyName("required");
            required.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}
