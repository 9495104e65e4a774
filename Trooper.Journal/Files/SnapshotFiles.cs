using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>A session's snapshot, in a file beside its events. It may always be lost, so it is not flushed; its checksum tells whether it is whole.</summary>
internal sealed class SnapshotFiles(JournalFolder folder, Action<JournalNotice> report)
{
    public void Save(SessionEntry session, Snapshot snapshot)
    {
        if (session.IsLeaving || snapshot.Version > session.Version)
            return;
        var place = JournalFolder.PlaceOf(session.Key);
        folder.MakeSessionFolder(place.Shard);
        using var buffer = new PooledBuffer(snapshot.State.Length + JournalLine.HeaderLength + LineMark.MaxLength);
        var line = JournalLine.Begin(buffer, LineMark.Event(snapshot.Version));
        snapshot.State.Span.CopyTo(buffer.GetSpan(snapshot.State.Length));
        buffer.Advance(snapshot.State.Length);
        JournalLine.End(buffer, line);
        AtomicFile.Write(folder, folder.SnapshotFile(place), buffer.Memory.Span, flush: false);
    }

    public Snapshot? Load(SessionEntry session)
    {
        var path = folder.SnapshotFile(JournalFolder.PlaceOf(session.Key));
        if (Read(path) is not { } line || session.IsLeaving)
            return null;
        if (JournalLine.TryReadLength(line, out var length) && length == line.Length && JournalLine.TryRead(line, out var mark, out var state)
            && mark.From <= session.Version)
            return new Snapshot(mark.From, line.AsMemory(state..^1));
        // Left there, one that is ahead of its session would look right again as soon as the session has grown.
        File.Delete(path);
        report(new JournalNotice(JournalNoticeKind.Damage, path, $"the snapshot of session {session.Key} does not fit it and was removed; its events are read instead"));
        return null;
    }

    public void Erase(SessionKey session)
    {
        var place = JournalFolder.PlaceOf(session);
        if (!Directory.Exists(folder.SessionFolder(place.Shard)))
            return;
        File.Delete(folder.SnapshotFile(place));
        File.Delete(folder.SnapshotFile(place) + AtomicFile.TemporarySuffix);
    }

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
