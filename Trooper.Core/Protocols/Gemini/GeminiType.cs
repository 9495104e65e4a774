using System.Text.Json;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>The type of a schema's values, as Google has it: one name, or a choice.</summary>
internal readonly struct GeminiType
{
    public GeminiType(JsonElement schema)
    {
        var named = schema.Text("type") is { } only
            ? [only]
            : schema.Items("type").Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToList();
        var isChoice = Choices(schema).Any();
        IsNullable = named.Remove("null") || schema.IsTrue("nullable") || Alternatives(schema).Any(IsNull);
        Name = named.Count switch
        {
            1 => named[0],
            0 when isChoice => null,
            0 => Implied(schema),
            _ => null,
        };
        Others = named.Count > 1 ? named : [];
    }

    /// <summary>Null where the values may be of several types.</summary>
    public string? Name { get; }

    public bool IsNullable { get; }

    /// <summary>The types to choose from, where the schema named several.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>The schemas to choose from.</summary>
    public IEnumerable<JsonElement> Choices(JsonElement schema) => Alternatives(schema).Where(choice => !IsNull(choice));

    private static IEnumerable<JsonElement> Alternatives(JsonElement schema) => schema.Items("anyOf").Concat(schema.Items("oneOf"));

    private static bool IsNull(JsonElement schema) => schema.Text("type") == "null";

    private static string? Implied(JsonElement schema)
    {
        if (schema.Field("properties") is not null || schema.Field("additionalProperties") is not null)
            return "object";
        if (schema.Field("items") is not null)
            return "array";
        return (schema.Field("const") ?? schema.Items("enum").FirstOrDefault()).ValueKind switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "string",
        };
    }
}
