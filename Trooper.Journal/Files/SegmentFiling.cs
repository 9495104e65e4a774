using Microsoft.Win32.SafeHandles;

namespace Trooper.Journal.Files;

/// <summary>
/// Moves a sealed part of the log to where it belongs, in steps between which other work may come in: events to the sessions' files, then the summaries,
/// then the part is dropped. Each is durable before the next begins, and a repetition changes nothing, so a crash anywhere between is harmless.
/// </summary>
internal sealed class SegmentFiling(
    LogSegment segment, SessionFiles files, SummaryFiles summaries, Eraser eraser, JournalFolder folder, Action<JournalStep>? reached)
{
    private const int SessionsPerStep = 32;

    private readonly Queue<SessionEntry> unfiled = new(segment.Sessions);

    public LogSegment Segment => segment;

    /// <summary>False when all is done.</summary>
    public bool Step()
    {
        if (unfiled.Count > 0)
        {
            FileEvents();
            return true;
        }
        reached?.Invoke(JournalStep.EventsFiled);
        summaries.Append(segment.Sessions.Where(session => !session.IsLeaving));
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

    /// <summary>Writes several files before it flushes the first: by then the disk has mostly caught up.</summary>
    private void FileEvents()
    {
        var written = new List<(SessionEntry Session, long Version, SafeFileHandle File)>();
        try
        {
            while (written.Count < SessionsPerStep && unfiled.TryDequeue(out var session))
            {
                var extents = session.InLog().Where(extent => extent.Segment == segment && extent.HasEvents && extent.Mark.To > session.FiledVersion).ToList();
                if (extents.Count > 0 && !session.IsLeaving)
                    written.Add((session, extents[^1].Mark.To, files.Append(session.Key, extents)));
            }
            foreach (var (session, version, file) in written)
            {
                if (folder.FlushesToDisk)
                    RandomAccess.FlushToDisk(file);
                session.FiledUpTo(version);
            }
        }
        finally
        {
            foreach (var (_, _, file) in written)
                file.Dispose();
        }
    }
}
