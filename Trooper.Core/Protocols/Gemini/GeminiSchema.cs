using System.Text.Json;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>
/// A JSON Schema in Google's own schema type (https://ai.google.dev/api/caching#Schema): one type per value, references resolved, and none of the
/// words that it lacks. What cannot be said is left out: the schema then allows more than was meant, never less.
/// </summary>
internal sealed class GeminiSchema
{
    /// <summary>References that go round in circles end here.</summary>
    private const int MaxDepth = 24;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth };

    private static readonly string[] Carried =
        ["title", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern", "minProperties", "maxProperties"];

    private static readonly string[] Formats = ["enum", "date-time", "int32", "int64", "float", "double"];

    private readonly Utf8JsonWriter json;
    private readonly JsonElement root;

    private GeminiSchema(Utf8JsonWriter json, JsonElement root)
    {
        this.json = json;
        this.root = root;
    }

    public static void Write(Utf8JsonWriter json, string schemaJson)
    {
        using var document = JsonDocument.Parse(schemaJson, Options);
        new GeminiSchema(json, document.RootElement).Write(document.RootElement, 0);
    }

    private void Write(JsonElement schema, int depth)
    {
        var meant = Unwrapped.Of(schema, root, ref depth, MaxDepth);
        json.WriteStartObject();
        if (depth < MaxDepth && meant.Schema.ValueKind == JsonValueKind.Object)
            WriteWords(meant, depth);
        else
            json.WriteString("type", "object");
        json.WriteEndObject();
    }

    private void WriteWords(Unwrapped meant, int depth)
    {
        var schema = meant.Schema;
        var type = new GeminiType(schema);
        if (type.Name is { } name)
            json.WriteString("type", name);
        if (type.IsNullable || meant.IsNullable)
            json.WriteBoolean("nullable", true);
        if (meant.Description is { } description)
            json.WriteString("description", description);
        foreach (var word in Carried)
        {
            if (schema.Field(word) is { } value)
            {
                json.WritePropertyName(word);
                value.WriteTo(json);
            }
        }
        if (schema.Text("format") is { } format && Formats.Contains(format))
            json.WriteString("format", format);
        if (type.Name == "string")
            WriteEnum(schema);
        if (type.Name == "object")
            WriteProperties(schema, depth);
        if (type.Name == "array")
            WriteItems(schema, depth);
        if (type.Name is null)
            WriteChoices(schema, type, depth);
    }

    // Only strings can be enumerated.
    private void WriteEnum(JsonElement schema)
    {
        var allowed = schema.Field("const") is { ValueKind: JsonValueKind.String } only ? [only] : schema.Items("enum");
        var strings = allowed.Where(value => value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0).ToList();
        if (strings.Count == 0)
            return;
        json.WriteStartArray("enum");
        foreach (var value in strings)
            value.WriteTo(json);
        json.WriteEndArray();
    }

    private void WriteProperties(JsonElement schema, int depth)
    {
        var names = new HashSet<string>();
        if (schema.Object("properties") is { } properties && properties.EnumerateObject().Any())
        {
            json.WriteStartObject("properties");
            foreach (var property in properties.EnumerateObject().Where(property => names.Add(property.Name)))
            {
                json.WritePropertyName(property.Name);
                Write(property.Value, depth + 1);
            }
            json.WriteEndObject();
        }
        var required = schema.Items("required").Where(name => name.ValueKind == JsonValueKind.String && names.Contains(name.GetString()!)).ToList();
        if (required.Count == 0)
            return;
        json.WriteStartArray("required");
        foreach (var name in required)
            name.WriteTo(json);
        json.WriteEndArray();
    }

    // An array must say what it is of.
    private void WriteItems(JsonElement schema, int depth)
    {
        json.WritePropertyName("items");
        if (schema.Object("items") is { } items)
        {
            Write(items, depth + 1);
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", "string");
        json.WriteEndObject();
    }

    private void WriteChoices(JsonElement schema, GeminiType type, int depth)
    {
        var choices = type.Choices(schema).ToList();
        if (choices.Count == 0 && type.Others.Count == 0)
            return;
        json.WriteStartArray("anyOf");
        foreach (var choice in choices)
            Write(choice, depth + 1);
        foreach (var other in type.Others)
        {
            json.WriteStartObject();
            json.WriteString("type", other);
            if (other == "array")
                WriteItems(schema, depth);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
