using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trooper.Core.Protocols.OpenAI.Responses;

[JsonSerializable(typeof(string))]
internal sealed partial class ResponsesJson : JsonSerializerContext
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static readonly JsonReaderOptions Reading = new() { MaxDepth = JsonLimits.MaxDepth };

    /// <summary>JSON that outlives its bytes.</summary>
    public static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Reading);
        return JsonElement.ParseValue(ref reader);
    }
}
