using Trooper.Api.Configuration;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>Takes in the provider keys that teams bring.</summary>
internal sealed class TeamDesk(TrooperOptions options, SecretBox box, Locksmith locksmith, TimeProvider time)
{
    private const int LongestKey = 4096;

    /// <summary>What is wrong with a team, a provider or its key, if anything. The key is not repeated.</summary>
    public string? Fault(string team, string provider, string? key = null) => this switch
    {
        _ when !KeyRequest.IsTeam(team) => $"team: '{team}' is not accepted: 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
        _ when options.Clouds.All(cloud => cloud.Name != provider) => $"provider: '{provider}' is not accepted: one of {string.Join(", ", options.Clouds.Select(cloud => cloud.Name))}",
        _ when key is not null && (key.Length is 0 or > LongestKey || key.Any(character => character is <= ' ' or >= '\x7f')) => "key: a provider's key is expected, in printable ASCII without spaces",
        _ => null,
    };

    /// <exception cref="SettingException">There is no key to seal it with.</exception>
    public Task Set(string team, string provider, string key, CancellationToken cancellation) =>
        locksmith.Keep(new(team, provider, box.Seal(team, provider, key), time.GetUtcNow()), cancellation);

    /// <returns>False when the team brought none.</returns>
    public Task<bool> Unset(string team, string provider, CancellationToken cancellation) => locksmith.Forget(team, provider, cancellation);
}
