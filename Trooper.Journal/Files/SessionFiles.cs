using Microsoft.Win32.SafeHandles;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>A file per session with its events, in order. Only the filing thread writes.</summary>
internal sealed class SessionFiles(JournalFolder folder)
{
    private const int WriteSize = 1024 * 1024;

    /// <summary>
    /// Copies events from the log to the end of the session's file, those that it lacks: after a crash it may have some of them already.
    /// The copy is durable when the file returned has been flushed.
    /// </summary>
    public SafeFileHandle Append(SessionKey session, IReadOnlyList<Extent> extents)
    {
        var place = JournalFolder.PlaceOf(session);
        var shard = folder.MakeSessionFolder(place.Shard);
        var path = folder.EventFile(place);
        var isNew = !File.Exists(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var (version, end) = VersionSearch.FindLast(file, RandomAccess.GetLength(file));
            RandomAccess.SetLength(file, end);
            using var buffer = new PooledBuffer();
            if (end == 0)
                SessionKeyJson.WriteLine(buffer, LineKind.Session, session);
            Copy(extents, version, buffer, file, end);
            if (isNew)
                folder.FlushEntries(shard);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Null when the session has no file.</summary>
    public SafeFileHandle? OpenToRead(SessionKey session)
    {
        try
        {
            return File.OpenHandle(folder.EventFile(JournalFolder.PlaceOf(session)), share: FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Erase(SessionKey session)
    {
        var place = JournalFolder.PlaceOf(session);
        if (!Directory.Exists(folder.SessionFolder(place.Shard)))
            return;
        File.Delete(folder.EventFile(place));
        folder.FlushEntries(folder.SessionFolder(place.Shard));
    }

    private static void Copy(IReadOnlyList<Extent> extents, long after, PooledBuffer buffer, SafeFileHandle file, long end)
    {
        foreach (var extent in extents)
        {
            if (extent.Mark.To <= after)
                continue;
            var start = extent.Mark.From > after ? extent.Offset : OffsetBehind(after, extent);
            var length = (int)(extent.Offset + extent.EventsLength - start);
            var read = RandomAccess.Read(extent.Segment.File, buffer.GetSpan(length)[..length], start);
            buffer.Advance(read);
            if (buffer.Length < WriteSize)
                continue;
            end = Write(buffer, file, end);
        }
        Write(buffer, file, end);
    }

    private static long Write(PooledBuffer buffer, SafeFileHandle file, long end)
    {
        RandomAccess.Write(file, buffer.Memory.Span, end);
        end += buffer.Length;
        buffer.Clear();
        return end;
    }

    /// <summary>Where, in an append of which the file has a part, that part ends.</summary>
    private static long OffsetBehind(long version, Extent extent)
    {
        using var lines = new LineReader(extent.Segment.File, extent.Offset, extent.Offset + extent.EventsLength);
        while (lines.NextWhole())
        {
            if (lines.Mark.From > version)
                return lines.Offset;
        }
        return extent.Offset + extent.EventsLength;
    }
}
