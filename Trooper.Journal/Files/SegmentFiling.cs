namespace Trooper.Journal.Files;

/// <summary>
/// Moves a sealed part of the log to where it belongs, in steps between which other work may come in: events to the sessions' files, then the summaries,
/// then the part is dropped. Each is durable before the next begins, and a repetition changes nothing, so a crash anywhere between is harmless.
/// As the log has the events until then, the files are flushed once for all of them.
/// </summary>
internal sealed class SegmentFiling(
    LogSegment segment, SessionFiles files, SummaryFiles summaries, Eraser eraser, JournalFolder folder, Action<JournalStep>? reached)
{
    private const int SessionsPerStep = 32;

    private readonly Queue<SessionEntry> unfiled = new(segment.Sessions);
    private readonly List<(SessionEntry Session, long Version)> written = [];

    public LogSegment Segment => segment;

    /// <summary>False when all is done.</summary>
    public bool Step()
    {
        if (unfiled.Count > 0)
        {
            FileEvents();
            return true;
        }
        folder.FlushAll();
        foreach (var (session, version) in written)
            session.FiledUpTo(version);
        reached?.Invoke(JournalStep.EventsFiled);
        summaries.Append(segment.Sessions.Where(session => !session.IsLeaving));
        folder.FlushAll();
        reached?.Invoke(JournalStep.SummariesFiled);
        // An erasure that failed is ordered by a line in here: it must be carried out before that goes.
        foreach (var departure in segment.Departures)
            eraser.Erase(departure);
        foreach (var session in segment.Sessions)
            session.Forget(segment);
        segment.Remove();
        folder.FlushEntries(folder.Log);
        reached?.Invoke(JournalStep.SegmentDropped);
        return false;
    }

    private void FileEvents()
    {
        for (var count = 0; count < SessionsPerStep && unfiled.TryDequeue(out var session); count++)
        {
            var extents = session.InLog().Where(extent => extent.Segment == segment && extent.HasEvents && extent.Mark.To > session.FiledVersion).ToList();
            if (extents.Count == 0 || session.IsLeaving)
                continue;
            files.Append(session.Key, session.FiledVersion, extents);
            written.Add((session, extents[^1].Mark.To));
        }
    }
}
