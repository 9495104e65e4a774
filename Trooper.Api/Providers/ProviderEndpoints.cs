using System.Text.Json.Serialization;
using Trooper.Api.Access;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Providers;

internal static class ProviderEndpoints
{
    public static void MapProviders(this IEndpointRouteBuilder app) => app.MapGet("/providers", (HttpContext http, CallerOptions options, IProviders providers) =>
        TypedResults.Json(new ProvidersView(ProviderView.All(options.For(http.Caller()), providers, http.Caller().Team)), ProviderViewJson.Default.ProvidersView));
}

internal sealed record ProvidersView(IReadOnlyList<ProviderView> Providers);

/// <summary>A provider's health. <paramref name="LatencyMs"/> is the time to first content of late, null before the first answer.</summary>
internal sealed record ProviderView(string Name, string Model, string Breaker, int Failures, string? LastError, DateTimeOffset? RetryAt, double? LatencyMs)
{
    /// <summary>The providers in the chain's order, as a team may see them.</summary>
    public static IReadOnlyList<ProviderView> All(Configuration.TrooperOptions options, IProviders providers, string team)
    {
        var statuses = providers.Statuses().ToDictionary(status => status.Name);
        return [.. options.Chain.Select(provider => Of(provider, statuses.GetValueOrDefault(provider.Circuit) ?? new(provider.Name, Core.Providers.Breaker.Healthy, null), team))];
    }

    private static ProviderView Of(Provider provider, ProviderStatus status, string team) => new(
        provider.Name,
        provider.Model,
        status.Breaker.Position switch
        {
            BreakerPosition.Closed => "closed",
            BreakerPosition.Open => "open",
            _ => "half_open",
        },
        status.Breaker.Failures,
        team == SessionKey.NoTeam || team == provider.Team ? status.Breaker.LastError : Trigger(status.Breaker.LastError),
        status.Breaker.IsClosed ? null : status.Breaker.RetryAt?.ToUniversalTime(),
        status.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 2) : null);

    // A provider's words may quote a request, and the request may be another team's.
    private static string? Trigger(string? error) => error?.Split(':')[0];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ProvidersView))]
internal sealed partial class ProviderViewJson : JsonSerializerContext;
