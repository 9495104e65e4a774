using System.Globalization;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>A session with events in the spool: those behind <paramref name="Base"/>, up to <paramref name="Version"/>.</summary>
internal sealed record SpooledSession(SessionKey Key, long Base, long Version, long Bytes)
{
    public bool IsRefused { get; init; }

    /// <summary>The name in the spool's own journal. Ids hold no slash.</summary>
    public SessionKey KeptAs => new(Key.Team, string.Create(CultureInfo.InvariantCulture, $"{Key.Id}/{Base}"));

    public static SpooledSession Parse(SessionKey kept)
    {
        var slash = kept.Id.LastIndexOf('/');
        var from = long.Parse(kept.Id.AsSpan(slash + 1), CultureInfo.InvariantCulture);
        return new(new(kept.Team, kept.Id[..slash]), from, from, 0);
    }
}
