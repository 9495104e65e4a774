using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trooper.Core.Sessions;

/// <summary>Events and summaries as the journals store them: one JSON object on one line, readable by eye.</summary>
public static class SessionEventJson
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(IBufferWriter<byte> output, SessionEvent value)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        JsonSerializer.Serialize(writer, value, SessionJsonContext.Default.SessionEvent);
    }

    /// <exception cref="JsonException">The bytes are not an event.</exception>
    public static SessionEvent ReadEvent(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, SessionJsonContext.Default.SessionEvent) ?? throw new JsonException("null is not an event");

    public static void Write(IBufferWriter<byte> output, SessionSummary value)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        JsonSerializer.Serialize(writer, value, SessionJsonContext.Default.SessionSummary);
    }

    /// <exception cref="JsonException">The bytes are not a summary.</exception>
    public static SessionSummary ReadSummary(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, SessionJsonContext.Default.SessionSummary) ?? throw new JsonException("null is not a summary");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = JsonLimits.MaxDepth, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SessionSummary))]
internal sealed partial class SessionJsonContext : JsonSerializerContext;
