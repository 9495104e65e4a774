using System.Text.Json;
using System.Text.Json.Serialization;
using Trooper.Api.Configuration;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>A key that is asked for at the admin API, by the names of the command line's options.</summary>
internal sealed record KeyOrder(
    string Team,
    string Name,
    KeyRole Role = KeyRole.Member,
    string? Expires = null,
    IReadOnlyList<string>? Providers = null,
    int? Rpm = null,
    long? TokensPerDay = null,
    decimal? MoneyPerMonth = null,
    int? Streams = null,
    bool LocalWhenOver = false)
{
    /// <exception cref="JsonException">The body is not such an order.</exception>
    public static async Task<KeyRequest> Read(HttpRequest request, CancellationToken cancellation)
    {
        var order = await JsonSerializer.DeserializeAsync(request.Body, KeyOrderJson.Default.KeyOrder, cancellation) ?? throw new JsonException("an object is expected");
        TimeSpan? span = null;
        if (order.Expires is { } text)
            span = Durations.TryParse(text, out var duration) ? duration : throw new JsonException($"expires: '{text}' is not accepted: a duration such as 90s, 15m, 24h or 30d");
        return new()
        {
            Team = order.Team,
            Name = order.Name,
            Role = order.Role,
            ExpiresIn = span,
            Providers = order.Providers,
            Limits = new()
            {
                RequestsPerMinute = order.Rpm,
                TokensPerDay = order.TokensPerDay,
                MoneyPerMonth = order.MoneyPerMonth,
                ConcurrentStreams = order.Streams,
                LocalWhenOver = order.LocalWhenOver,
            },
        };
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(KeyOrder))]
internal sealed partial class KeyOrderJson : JsonSerializerContext;
