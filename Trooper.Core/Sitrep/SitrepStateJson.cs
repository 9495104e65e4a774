using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Trooper.Core.Sitrep;

/// <summary>The form in which a fold's state is kept. What is empty is left out.</summary>
internal static class SitrepStateJson
{
    private static readonly JsonSerializerOptions Options = new(SitrepStateContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = SitrepStateContext.Default.WithAddedModifier(EmptyLists.LeaveOut),
    };

    public static JsonTypeInfo<SitrepState> State { get; } = (JsonTypeInfo<SitrepState>)Options.GetTypeInfo(typeof(SitrepState));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(SitrepState))]
internal sealed partial class SitrepStateContext : JsonSerializerContext;
