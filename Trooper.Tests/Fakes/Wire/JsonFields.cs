using System.Text.Json;

namespace Trooper.Tests.Fakes.Wire;

/// <summary>Reading of JSON that may hold anything: what is missing or of another kind reads as absent.</summary>
internal static class JsonFields
{
    extension(JsonElement element)
    {
        public bool IsObject => element.ValueKind == JsonValueKind.Object;

        public bool IsArray => element.ValueKind == JsonValueKind.Array;

        public bool IsString => element.ValueKind == JsonValueKind.String;

        /// <summary>Neither missing nor null.</summary>
        public bool IsGiven => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

        public JsonElement Field(string name) => element.IsObject && element.TryGetProperty(name, out var value) ? value : default;

        public bool Has(string name) => element.Field(name).ValueKind != JsonValueKind.Undefined;

        public string? Text(string name) => element.Field(name).AsText();

        public string? AsText() => element.IsString ? element.GetString() : null;

        public int? Integer(string name) =>
            element.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

        public bool IsTrue(string name) => element.Field(name).ValueKind == JsonValueKind.True;

        public bool IsFalse(string name) => element.Field(name).ValueKind == JsonValueKind.False;

        public JsonElement[] Items(string name) => element.Field(name).Items();

        public JsonElement[] Items() => element.IsArray ? [.. element.EnumerateArray()] : [];

        public JsonProperty[] Properties() => element.IsObject ? [.. element.EnumerateObject()] : [];
    }
}
