using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>
/// Erases what a deleted session has in any file. The line of the log that orders it goes last: until then, a start does it all over again.
/// </summary>
internal sealed class Eraser(
    JournalFolder folder, SessionFiles files, BlockFiles blocks, SnapshotFiles snapshots, SummaryFiles summaries, SessionIndex index, Action<JournalStep>? reached)
{
    public void Erase(Departure departure)
    {
        if (departure.IsDone)
            return;
        var session = departure.Session;
        snapshots.Erase(session.Key);
        files.Erase(session.Key);
        blocks.Release(JournalFolder.PlaceOf(session.Key).Name);
        reached?.Invoke(JournalStep.FilesErased);
        summaries.Erase(session);
        reached?.Invoke(JournalStep.SummaryErased);
        EraseFromLog(session);
        departure.EraseLine();
        Flush(departure.Segment);
        reached?.Invoke(JournalStep.LogErased);
        departure.IsDone = true;
        index.Remove(session);
    }

    private void EraseFromLog(SessionEntry session)
    {
        var extents = session.InLog();
        foreach (var extent in extents)
            extent.Segment.Erase(extent.Offset, extent.Length);
        foreach (var segment in extents.Select(extent => extent.Segment).Distinct())
            Flush(segment);
    }

    private void Flush(LogSegment segment)
    {
        if (folder.FlushesToDisk)
            segment.Flush();
    }
}
