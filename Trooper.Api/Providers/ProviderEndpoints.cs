using System.Text.Json.Serialization;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app) => app.MapGet("/providers", (Configuration.TrooperOptions options, IProviders providers) =>
        TypedResults.Json(new ProvidersView(ProviderView.All(options, providers)), ProviderViewJson.Default.ProvidersView));
}

internal sealed record ProvidersView(IReadOnlyList<ProviderView> Providers);

/// <summary>A provider's health. <paramref name="LatencyMs"/> is the time to first content of late, null before the first answer.</summary>
internal sealed record ProviderView(string Name, string Model, string Breaker, int Failures, string? LastError, DateTimeOffset? RetryAt, double? LatencyMs)
{
    /// <summary>The providers in the chain's order.</summary>
    public static IReadOnlyList<ProviderView> All(Configuration.TrooperOptions options, IProviders providers)
    {
        var statuses = providers.Statuses().ToDictionary(status => status.Name);
        return [.. options.Chain.Select(provider => Of(provider, statuses.GetValueOrDefault(provider.Name) ?? new(provider.Name, Core.Providers.Breaker.Healthy, null)))];
    }

    private static ProviderView Of(Provider provider, ProviderStatus status) => new(
        provider.Name,
        provider.Model,
        status.Breaker.Position switch
        {
            BreakerPosition.Closed => "closed",
            BreakerPosition.Open => "open",
            _ => "half_open",
        },
        status.Breaker.Failures,
        status.Breaker.LastError,
        status.Breaker.IsClosed ? null : status.Breaker.RetryAt?.ToUniversalTime(),
        status.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 2) : null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProvidersView))]
internal sealed partial class ProviderViewJson : JsonSerializerContext;
