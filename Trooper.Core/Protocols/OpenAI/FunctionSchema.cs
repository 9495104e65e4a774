using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>
/// A tool's schema as OpenAI takes it: at its root an object with <c>properties</c> and no choice between schemas
/// (https://platform.openai.com/docs/guides/function-calling). All below the root is carried as it is.
/// </summary>
internal static class FunctionSchema
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    private static readonly string[] RefusedAtRoot = ["oneOf", "anyOf", "allOf", "enum", "not"];

    public static void Write(Utf8JsonWriter json, string schemaJson)
    {
        using var document = JsonDocument.Parse(schemaJson, Options);
        var schema = document.RootElement;
        if (schema.Text("type") == "object" && schema.Object("properties") is not null && !RefusedAtRoot.Any(word => schema.Field(word) is not null))
        {
            json.WriteRawValue(schemaJson, skipInputValidation: true);
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", "object");
        if (schema.Object("properties") is null)
        {
            json.WriteStartObject("properties");
            json.WriteEndObject();
        }
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var word in schema.EnumerateObject().Where(word => word.Name != "type" && !RefusedAtRoot.Contains(word.Name)))
                word.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
