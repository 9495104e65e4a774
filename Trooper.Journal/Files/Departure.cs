namespace Trooper.Journal.Files;

/// <summary>A deleted session whose files are to be erased, and the line of the log that says so until they are.</summary>
internal sealed class Departure(SessionEntry session, LogSegment segment, long offset, int length)
{
    public SessionEntry Session => session;

    public LogSegment Segment => segment;

    /// <summary>The files are gone, and the name may be in use again. The filing thread's own.</summary>
    public bool IsDone { get; set; }

    public void EraseLine() => segment.Erase(offset, length);
}
