using Microsoft.Win32.SafeHandles;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>A file per session with its events, in order. Only the filing thread writes.</summary>
internal sealed class SessionFiles(JournalFolder folder)
{
    private const int WriteSize = 1024 * 1024;

    /// <summary>
    /// Copies events from the log behind those that are known to be filed. What else stands there is of an attempt that came to no end, and not to be
    /// relied on: it is written again. The copy is durable after <see cref="JournalFolder.FlushAll"/>.
    /// </summary>
    public void Append(SessionKey session, long filedVersion, IReadOnlyList<Extent> extents)
    {
        var place = JournalFolder.PlaceOf(session);
        var shard = folder.MakeSessionFolder(place.Shard);
        var kept = Math.Max(filedVersion, extents[0].Mark.From - 1); // nor is anything cut away that the log does not have
        using var file = File.OpenHandle(folder.EventFile(place), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var end = Cut(file, kept);
        using var buffer = new PooledBuffer();
        if (end == 0)
            SessionKeyJson.WriteLine(buffer, LineKind.Session, session);
        Copy(extents, kept, buffer, file, end);
        if (!folder.FlushesToDisk || folder.FlushesAllAtOnce)
            return;
        RandomAccess.FlushToDisk(file);
        if (kept == 0)
            folder.FlushEntries(shard);
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

    private static long Cut(SafeFileHandle file, long version)
    {
        var length = RandomAccess.GetLength(file);
        var end = version == 0 ? 0 : VersionSearch.FindEnd(file, length, version);
        if (end < length)
            RandomAccess.SetLength(file, end);
        return end;
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
