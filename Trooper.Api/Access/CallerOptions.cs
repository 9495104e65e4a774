using System.Collections.Concurrent;
using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>
/// The options as they hold for a caller: the chain has the providers that its key may use, with the team's own provider keys in place of Trooper's. A key
/// that a team brought and that can't be read takes its provider off the team's chain: Trooper's own must not pay in its stead, unasked.
/// </summary>
internal sealed partial class CallerOptions(CurrentOptions current, KeyRing ring, SecretBox box, ILogger<CallerOptions> log)
{
    private readonly ConcurrentDictionary<string, TeamOptions> teams = [];

    public TrooperOptions For(Caller caller)
    {
        var options = ForTeam(caller.Team, current.Now, ring.Book);
        return caller.Key?.Providers is null ? options : options with { Chain = [.. options.Chain.Where(provider => caller.MayUse(provider.Name))] };
    }

    // Made anew when the settings or the keys have changed; nearly always there is nothing to make.
    private TrooperOptions ForTeam(string team, TrooperOptions options, KeyBook book)
    {
        if (book.Secrets.Count == 0)
            return options;
        if (teams.TryGetValue(team, out var known) && ReferenceEquals(known.Options, options) && ReferenceEquals(known.Book, book))
            return known.Result;
        var secrets = book.Secrets.Where(secret => secret.Team == team).ToList();
        var result = secrets.Count == 0 ? options : options with { Chain = [.. options.Clouds.Select(cloud => WithOwnKey(cloud, secrets)).Where(cloud => cloud.Key is not null), options.Local] };
        teams[team] = new(options, book, result);
        return result;
    }

    private Provider WithOwnKey(Provider cloud, List<TeamSecret> secrets)
    {
        if (secrets.Find(secret => secret.Provider == cloud.Name) is not { } own)
            return cloud;
        var key = box.Open(own);
        if (key is null)
            LogSealed(own.Team, own.Provider);
        return cloud with { Key = key, Team = own.Team };
    }

    private sealed record TeamOptions(TrooperOptions Options, KeyBook Book, TrooperOptions Result);

    [LoggerMessage(Level = LogLevel.Error, Message = "The key that team {Team} brought for {Provider} can't be opened: TROOPER_SECRET_KEY, or the file secret.key, is gone or another; the team goes without {Provider}")]
    private partial void LogSealed(string team, string provider);
}
