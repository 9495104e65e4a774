using Trooper.Core.Sessions;

namespace Trooper.Grains.Sessions;

/// <summary>A session's key as its grain's: neither a team's name nor an id holds a slash.</summary>
public static class SessionGrainKey
{
    public static string Of(SessionKey session) => $"{session.Team}/{session.Id}";

    public static SessionKey Parse(string key)
    {
        var slash = key.IndexOf('/');
        return new(key[..slash], key[(slash + 1)..]);
    }
}
