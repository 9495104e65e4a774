using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Trooper.Core.Sitrep;

/// <summary>A SITREP as JSON.</summary>
public static class SitrepJson
{
    private static readonly JsonSerializerOptions Compact = new(SitrepReportJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = SitrepReportJson.Default.WithAddedModifier(EmptyLists.LeaveOut),
    };

    /// <summary>The whole report, empty lists included.</summary>
    public static JsonTypeInfo<SitrepReport> Report => SitrepReportJson.Default.SitrepReport;

    /// <summary>The SITREP on one line, empty lists left out: what a context carries between its marks.</summary>
    public static string Write(SitrepReport report) => JsonSerializer.Serialize(report, (JsonTypeInfo<SitrepReport>)Compact.GetTypeInfo(typeof(SitrepReport)));

    /// <summary>Writes the SITREP whole, as <c>GET /sitrep/{id}</c> answers it.</summary>
    public static void Write(Utf8JsonWriter writer, SitrepReport report) => JsonSerializer.Serialize(writer, report, SitrepReportJson.Default.SitrepReport);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SitrepReport))]
internal sealed partial class SitrepReportJson : JsonSerializerContext;
