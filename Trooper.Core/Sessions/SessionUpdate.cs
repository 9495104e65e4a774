using Trooper.Core.Sitrep;

namespace Trooper.Core.Sessions;

/// <summary>Something that a watcher of a session is told. <paramref name="Id"/> says where to go on after a lost connection.</summary>
public abstract record SessionUpdate(UpdateId Id);

public sealed record TurnUpdate(UpdateId Id, TranscriptTurn Turn, string? Decision, string? Rule) : SessionUpdate(Id);

/// <summary>
/// A piece of an answer that is being written. One who comes, or comes back, in its middle is told it from its beginning; the whole answer comes in the end.
/// </summary>
/// <param name="Start">Where in the answer's text it begins, in characters; 0 begins the text, anew for one who had some of it.</param>
public sealed record DeltaUpdate(UpdateId Id, int Turn, int Start, string Text) : SessionUpdate(Id);

public sealed record FallbackUpdate(UpdateId Id, int Turn, string From, string? To, string Trigger) : SessionUpdate(Id);

public sealed record ContextUpdate(UpdateId Id, Receipt Receipt) : SessionUpdate(Id);

public sealed record SitrepUpdate(UpdateId Id, SitrepReport Report) : SessionUpdate(Id);

/// <summary>An event's version, and the update's place among those that the event makes.</summary>
public readonly record struct UpdateId(long Version, int Place) : IParsable<UpdateId>
{
    /// <summary>Before a session's first update.</summary>
    public static readonly UpdateId BeforeAll = new(0, 0);

    public override string ToString() => $"{Version}-{Place}";

    public static UpdateId Parse(string s, IFormatProvider? provider) => TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no event id");

    public static bool TryParse(string? s, IFormatProvider? provider, out UpdateId result)
    {
        result = default;
        var dash = s?.IndexOf('-') ?? -1;
        if (dash < 0 || !long.TryParse(s.AsSpan(0, dash), provider, out var version) || !int.TryParse(s.AsSpan(dash + 1), provider, out var place))
            return false;
        result = new(version, place);
        return true;
    }

    public bool IsAfter(UpdateId other) => Version > other.Version || (Version == other.Version && Place > other.Place);
}
