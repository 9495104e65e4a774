using System.Text.Json;

namespace Trooper.Core;

/// <summary>Lenient reading of JSON objects that others write: what is absent or of another type is null.</summary>
internal static class JsonFields
{
    extension(JsonElement element)
    {
        public string? Text(string name) =>
            element.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

        public int? Int(string name) =>
            element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

        /// <summary>A number that no double holds is none.</summary>
        public double? Number(string name) =>
            element.Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

        public bool IsTrue(string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

        public JsonElement? Field(string name) =>
            element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

        public JsonElement? Object(string name) => element.Field(name) is { ValueKind: JsonValueKind.Object } value ? value : null;

        /// <summary>The items of an array; none where it is absent or something else.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            element.Field(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray() : [];
    }
}
