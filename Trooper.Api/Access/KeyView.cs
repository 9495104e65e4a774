using System.Text.Json.Serialization;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>A key as it is listed: all but its hash.</summary>
internal sealed record KeyView(
    string Id,
    string Team,
    string Name,
    KeyRole Role,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    IReadOnlyList<string>? Providers,
    int? Rpm,
    long? TokensPerDay,
    decimal? MoneyPerMonth,
    int? Streams,
    bool LocalWhenOver)
{
    /// <summary>The secret, the one time that it is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    public static KeyView Of(ApiKey key, DateTimeOffset now) => new(
        key.Id,
        key.Team,
        key.Name,
        key.Role,
        key.RevokedAt is not null ? "revoked" : key.IsLive(now) ? "live" : "expired",
        key.CreatedAt.ToUniversalTime(),
        key.ExpiresAt?.ToUniversalTime(),
        key.RevokedAt?.ToUniversalTime(),
        key.Providers,
        key.Limits.RequestsPerMinute,
        key.Limits.TokensPerDay,
        key.Limits.MoneyPerMonth,
        key.Limits.ConcurrentStreams,
        key.Limits.LocalWhenOver);

    public static KeyView Of(MintedKey minted, DateTimeOffset now) => Of(minted.Key, now) with { Key = minted.Secret };
}

internal sealed record KeysView(IReadOnlyList<KeyView> Keys);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(KeyView))]
[JsonSerializable(typeof(KeysView))]
internal sealed partial class KeyViewJson : JsonSerializerContext;
