using Trooper.Core.Sessions;

namespace Trooper.Core.Access;

/// <summary>Who asks: the bearer of a key, or, where no keys are set up, whoever runs this Trooper.</summary>
public sealed record Caller(string Team, KeyRole Role)
{
    public static readonly Caller Owner = new(SessionKey.NoTeam, KeyRole.Admin);

    /// <summary>Null for the owner.</summary>
    public ApiKey? Key { get; init; }

    public SessionKey Session(string id) => new(Team, id);

    public bool MayUse(string provider) => Key?.Providers is not { } allowed || allowed.Contains(provider);

    public static Caller Of(ApiKey key) => new(key.Team, key.Role) { Key = key };
}
