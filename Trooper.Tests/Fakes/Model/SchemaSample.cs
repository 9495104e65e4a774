using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Model;

/// <summary>The simplest value that a JSON schema allows.</summary>
internal static class SchemaSample
{
    public static string Json(JsonElement schema) => WireJson.Write(Value(schema));

    private static object Value(JsonElement schema)
    {
        if (schema.Items("enum") is [var first, ..])
        {
            return first;
        }

        return schema.Text("type") switch
        {
            "string" => "sample",
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new[] { Value(schema.Field("items")) },
            _ => schema.Field("properties").Properties().ToDictionary(property => property.Name, property => Value(property.Value)),
        };
    }
}
