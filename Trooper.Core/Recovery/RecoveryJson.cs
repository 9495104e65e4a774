using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Trooper.Core.Recovery;

/// <summary>A recovery report as <c>GET /recovery/{id}</c> answers it.</summary>
public static class RecoveryJson
{
    private static readonly JsonSerializerOptions Options = new(RecoveryJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The contract for serializers that write it straight to a response.</summary>
    public static JsonTypeInfo<RecoveryReport> Report { get; } = (JsonTypeInfo<RecoveryReport>)Options.GetTypeInfo(typeof(RecoveryReport));

    public static string Write(RecoveryReport report) => JsonSerializer.Serialize(report, Report);

    public static void Write(Utf8JsonWriter writer, RecoveryReport report) => JsonSerializer.Serialize(writer, report, Report);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, MaxDepth = JsonLimits.MaxDepth)]
[JsonSerializable(typeof(RecoveryReport))]
internal sealed partial class RecoveryJsonContext : JsonSerializerContext;
