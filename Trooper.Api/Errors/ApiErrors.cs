using System.Text.Json;
using Trooper.Core.Protocols.Anthropic;

namespace Trooper.Api.Errors;

/// <summary>Errors in the envelope of the protocol that was asked.</summary>
internal static class ApiErrors
{
    /// <summary>Anthropic's envelope (https://docs.anthropic.com/en/api/errors).</summary>
    public static Task WriteAnthropic(HttpResponse response, int status, string message, string? type = null)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        return response.BodyWriter.WriteAsync(AnthropicBody(status, message, type)).AsTask();
    }

    public static byte[] AnthropicBody(int status, string message, string? type = null)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteStartObject("error");
            json.WriteString("type", type ?? AnthropicTerms.ErrorTypeOf(status));
            json.WriteString("message", message);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return output.ToArray();
    }
}
