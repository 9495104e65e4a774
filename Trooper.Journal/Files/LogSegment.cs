using Microsoft.Win32.SafeHandles;

namespace Trooper.Journal.Files;

/// <summary>One file of the log. Its end belongs to the log's writer, its removal to the filing thread; anyone reads.</summary>
internal sealed class LogSegment(int number, string path, SafeFileHandle file, long length) : IDisposable
{
    public int Number => number;

    public string Path => path;

    public SafeFileHandle File => file;

    /// <summary>Up to where it holds whole appends. Behind it stands nothing, or a write that failed.</summary>
    public long Length { get; private set; } = length;

    /// <summary>The sessions that have lines here. The writer adds to it until the segment is sealed, from then on filing reads it.</summary>
    public HashSet<SessionEntry> Sessions { get; } = [];

    /// <summary>The deletions that are ordered here.</summary>
    public List<Departure> Departures { get; } = [];

    public static LogSegment Open(JournalFolder folder, int number)
    {
        var path = folder.SegmentFile(number);
        var file = System.IO.File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        folder.FlushEntries(folder.Log);
        return new LogSegment(number, path, file, RandomAccess.GetLength(file));
    }

    /// <summary>Writes behind the end, all or nothing.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> lines, long size, bool flush, Action<JournalStep>? reached)
    {
        // A write that failed may have left something that must not stand behind this one.
        if (RandomAccess.GetLength(file) != Length)
            RandomAccess.SetLength(file, Length);
        RandomAccess.Write(file, lines, Length);
        reached?.Invoke(JournalStep.LogWritten);
        if (flush)
            RandomAccess.FlushToDisk(file);
        Length += size;
        reached?.Invoke(JournalStep.LogFlushed);
    }

    public void CutTo(long length)
    {
        Length = length;
        RandomAccess.SetLength(file, length);
    }

    public void Erase(long offset, long length)
    {
        using var blank = new PooledBuffer((int)length);
        var line = blank.GetSpan((int)length)[..(int)length];
        JournalLine.WriteVoid(line);
        RandomAccess.Write(file, line, offset);
    }

    public void Flush() => RandomAccess.FlushToDisk(file);

    public void Remove()
    {
        System.IO.File.Delete(path);
        file.Dispose();
    }

    public void Dispose() => file.Dispose();
}
