using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core;

namespace Trooper.Tests.Fakes.Wire;

internal static class WireJson
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonLimits.MaxDepth,
    };

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = JsonLimits.MaxDepth };

    public static string Write(object value) => JsonSerializer.Serialize(value, Writing);

    public static JsonElement Parse(string json) => JsonElement.Parse(json, Reading);

    public static JsonElement TryParse(byte[] utf8)
    {
        try
        {
            return JsonElement.Parse(utf8, Reading);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
