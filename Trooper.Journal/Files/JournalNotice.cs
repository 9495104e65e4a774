namespace Trooper.Journal.Files;

public enum JournalNoticeKind
{
    /// <summary>A write that a crash cut short was removed from the log's end. Nobody was told that it had succeeded.</summary>
    TornTail,

    /// <summary>Bytes that are no longer what was written: bad disk, foreign hands. What could not be read was left out.</summary>
    Damage,

    /// <summary>A file could not be written or removed. It is tried again later.</summary>
    WriteFailed,

    /// <summary>The database cannot be reached.</summary>
    Outage,

    /// <summary>The database is back.</summary>
    Restored,

    /// <summary>All that was kept during the outage is in the database.</summary>
    CaughtUp,

    /// <summary>What was kept during an outage did not fit what others had written meanwhile: it is now a session of its own.</summary>
    SetApart,
}

/// <summary>Something about the files or the database that whoever runs the journal should know.</summary>
public sealed record JournalNotice(JournalNoticeKind Kind, string File, string Message, Exception? Cause = null)
{
    public override string ToString() => $"{File}: {Message}";
}
