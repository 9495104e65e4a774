namespace Trooper.Core.Context;

/// <summary>How the room for messages is divided. What one part leaves over goes to the others.</summary>
internal readonly record struct Shares(int Room)
{
    /// <summary>For the messages since the last step of the cut. The rest, which stays the same until the next step, has what this leaves.</summary>
    public int Recent => Room * 28 / 100;

    public int Settled => Room - Recent;

    /// <summary>How far the recent messages' beginning moves at a time.</summary>
    public int Step => Room / 6;

    /// <summary>For the report; with the facts of what is folded the SITREP comes to about a fifth.</summary>
    public int Report => Room / 8;

    /// <summary>A prose text longer than this is cut in its middle.</summary>
    public int LongProse => Room / 5;

    /// <summary>What prose may be cut to before whole messages are folded.</summary>
    public int ShortProse => Math.Min(LongProse, Math.Max(48, Room / 24));

    /// <summary>What a recent tool text may be cut to before the cut moves on.</summary>
    public int RecentTraffic => Room / 40;
}
