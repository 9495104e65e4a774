using System.Text.Encodings.Web;
using System.Text.Json;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Anthropic's error envelope (https://docs.anthropic.com/en/api/errors).</summary>
public static class AnthropicErrors
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Body(int status, string message)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteStartObject("error");
            json.WriteString("type", AnthropicTerms.ErrorTypeOf(status));
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return output.ToArray();
    }
}
