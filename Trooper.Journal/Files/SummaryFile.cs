using Microsoft.Win32.SafeHandles;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>The summaries of one shard.</summary>
internal sealed class SummaryFile(JournalFolder folder, string shard)
{
    private const int StaleLinesAllowed = 16;

    private long length;
    private int lines;

    public string Shard => shard;

    public string Path { get; } = folder.SummaryFile(shard);

    /// <summary>The sessions that have a line here.</summary>
    public HashSet<SessionEntry> Sessions { get; } = [];

    /// <summary>False when something in the file could not be read.</summary>
    public bool Load(SessionIndex index)
    {
        File.Delete(Path + AtomicFile.TemporarySuffix);
        if (!File.Exists(Path))
            return true;
        using var file = File.OpenHandle(Path);
        length = RandomAccess.GetLength(file);
        using var lines = new LineReader(file, 0, length);
        var isWhole = true;
        while (lines.Next())
        {
            if (!lines.IsDamaged)
                Load(index, lines);
            isWhole &= !lines.IsDamaged;
        }
        return isWhole;
    }

    /// <summary>Durable after <see cref="JournalFolder.FlushAll"/>.</summary>
    public void Append(IEnumerable<SessionEntry> sessions)
    {
        var added = sessions.ToList();
        Sessions.UnionWith(added);
        if (this.lines + added.Count > (2 * Sessions.Count) + StaleLinesAllowed)
        {
            Rewrite();
            return;
        }
        using var buffer = new PooledBuffer();
        var written = Write(buffer, added);
        using var file = File.OpenHandle(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        // A write that failed may have left something that must not stand before this one.
        RandomAccess.SetLength(file, length);
        RandomAccess.Write(file, buffer.Memory.Span, length);
        Flush(file);
        (length, this.lines) = (length + buffer.Length, this.lines + written);
    }

    public void Rewrite()
    {
        using var buffer = new PooledBuffer();
        var written = Write(buffer, Sessions);
        AtomicFile.Write(folder, Path, buffer.Memory.Span, folder.FlushesToDisk);
        (length, this.lines) = (buffer.Length, written);
    }

    private void Flush(SafeFileHandle file)
    {
        if (!folder.FlushesToDisk || folder.FlushesAllAtOnce)
            return;
        RandomAccess.FlushToDisk(file);
        if (length == 0)
            folder.FlushEntries(System.IO.Path.GetDirectoryName(Path)!);
    }

    private static int Write(PooledBuffer buffer, IEnumerable<SessionEntry> sessions)
    {
        var written = 0;
        foreach (var session in sessions)
        {
            // A newer summary than that of the filed events does no harm: the log has the rest, and the summaries that come with it.
            if (session.Summary is not { } summary)
                continue;
            EventLines.Write(buffer, LineMark.Commit(1, session.FiledVersion), summary);
            written++;
        }
        return written;
    }

    private void Load(SessionIndex index, LineReader lines)
    {
        var summary = SessionEventJson.ReadSummary(lines.Json);
        var session = index.GetOrAdd(summary.Key);
        index.Load(session, summary, lines.Mark.To);
        Sessions.Add(session);
        this.lines++;
    }
}
