using Trooper.Core.Sessions;

namespace Trooper.Grains.Sessions;

/// <summary>One update of a watched session: exactly one of the five is there. A kind that an older node does not know reaches it as none.</summary>
[GenerateSerializer, Immutable, Alias("trooper.news")]
public sealed record News(TurnUpdate? Turn, DeltaUpdate? Delta, FallbackUpdate? Fallback, ContextUpdate? Context, SitrepUpdate? Sitrep)
{
    public SessionUpdate? Update => (SessionUpdate?)Turn ?? (SessionUpdate?)Delta ?? (SessionUpdate?)Fallback ?? (SessionUpdate?)Context ?? Sitrep;

    public static News Of(SessionUpdate update) =>
        new(update as TurnUpdate, update as DeltaUpdate, update as FallbackUpdate, update as ContextUpdate, update as SitrepUpdate);
}
