using System.Text.Json.Serialization;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>A provider key that a team brought: that there is one, and since when.</summary>
internal sealed record TeamKeyView(string Provider, DateTimeOffset SetAt);

/// <summary>A team, which is there as soon as a key or a provider key is.</summary>
internal sealed record TeamView(string Team, int Keys, IReadOnlyList<TeamKeyView> Providers)
{
    public static IReadOnlyList<TeamView> All(KeyBook book, DateTimeOffset now) =>
    [
        .. book.Keys.Select(key => key.Team).Concat(book.Secrets.Select(secret => secret.Team)).Distinct().Order(StringComparer.Ordinal).Select(team => new TeamView(
            team,
            book.Keys.Count(key => key.Team == team && key.IsLive(now)),
            [.. book.Secrets.Where(secret => secret.Team == team).Select(secret => new TeamKeyView(secret.Provider, secret.SetAt.ToUniversalTime()))])),
    ];
}

internal sealed record TeamsView(IReadOnlyList<TeamView> Teams);

/// <summary>A provider key as it is brought.</summary>
internal sealed record BroughtKey(string Key)
{
    /// <summary>Nothing: a record would print its key.</summary>
    public override string ToString() => nameof(BroughtKey);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TeamsView))]
[JsonSerializable(typeof(BroughtKey))]
internal sealed partial class TeamJson : JsonSerializerContext;
