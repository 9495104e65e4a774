using System.Text.Json;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>A schema as it is meant: behind its references, and behind choices that leave but one.</summary>
internal readonly record struct Unwrapped(JsonElement Schema, string? Description, bool IsNullable)
{
    /// <param name="depth">Each step counts, as references may go round in circles.</param>
    public static Unwrapped Of(JsonElement schema, JsonElement root, ref int depth, int maxDepth)
    {
        var meant = new Unwrapped(schema, schema.Text("description"), false);
        for (; depth < maxDepth && meant.Inner(root) is { } inner; depth++)
            meant = new(inner, meant.Description ?? inner.Text("description"), meant.IsNullable || new GeminiType(meant.Schema).IsNullable);
        return meant;
    }

    private JsonElement? Inner(JsonElement root)
    {
        if (Schema.Text("$ref") is { } reference)
            return Target(root, reference);
        if (Schema.Field("type") is not null || Schema.Field("properties") is not null)
            return null;
        if (Schema.Items("allOf").ToList() is [var part])
            return part;
        return new GeminiType(Schema).Choices(Schema).ToList() is [var only] ? only : null;
    }

    private static JsonElement Target(JsonElement root, string reference)
    {
        var target = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            target = target.Field(step.Replace("~1", "/").Replace("~0", "~")) ?? default;
        return target;
    }
}
