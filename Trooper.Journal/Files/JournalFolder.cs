using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>Where a session's files are: a shard of the folder and a name.</summary>
internal readonly record struct SessionPlace(string Shard, string Name);

/// <summary>The layout of the data folder. What is in it is for its owner's eyes only.</summary>
internal sealed class JournalFolder
{
    public const int Shards = 256;
    public const string LockName = "lock";
    public const string OwnerName = "owner";

    private const int ReadableLength = 40;

    private readonly HashSet<string> shardsMade = [];

    public JournalFolder(string path, bool flushToDisk)
    {
        Path = System.IO.Path.GetFullPath(path);
        FlushesToDisk = flushToDisk;
        Make(Path);
        Make(Log);
        Make(Sessions);
        Make(Summaries);
        FlushEntries(Path);
    }

    public string Path { get; }

    public bool FlushesToDisk { get; }

    public string Log => System.IO.Path.Combine(Path, "log");

    public string LockFile => System.IO.Path.Combine(Path, LockName);

    public string OwnerFile => System.IO.Path.Combine(Path, OwnerName);

    public string Blocks => System.IO.Path.Combine(Path, "blocks");

    private string Sessions => System.IO.Path.Combine(Path, "sessions");

    private string Summaries => System.IO.Path.Combine(Path, "summaries");

    public string SegmentFile(int number) => System.IO.Path.Combine(Log, $"{number:d6}.jsonl");

    public IEnumerable<int> SegmentNumbers() => Directory.EnumerateFiles(Log, "*.jsonl")
        .Select(path => int.TryParse(System.IO.Path.GetFileNameWithoutExtension(path), out var number) ? number : 0)
        .Where(number => number > 0)
        .Order();

    public string SummaryFile(string shard) => System.IO.Path.Combine(Summaries, shard + ".jsonl");

    public string SessionFolder(string shard) => System.IO.Path.Combine(Sessions, shard);

    public string EventFile(SessionPlace place) => System.IO.Path.Combine(SessionFolder(place.Shard), place.Name + ".jsonl");

    public string SnapshotFile(SessionPlace place) => System.IO.Path.Combine(SessionFolder(place.Shard), place.Name + ".snapshot");

    /// <summary>
    /// The name begins with what of the id every file system takes, for the eye; the hash behind it tells apart ids that differ only in case, in other
    /// characters, in their end or by team.
    /// </summary>
    public static SessionPlace PlaceOf(SessionKey session)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{session.Team}\n{session.Id}")).AsSpan(0, 16));
        var name = new StringBuilder();
        foreach (var character in session.Id.AsSpan(0, Math.Min(session.Id.Length, ReadableLength)))
            name.Append(char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? char.ToLowerInvariant(character) : '-');
        return new SessionPlace(hash[..2], name.Append('.').Append(hash).ToString());
    }

    public static string ShardName(int number) => number.ToString("x2", provider: null);

    public string MakeSessionFolder(string shard)
    {
        var folder = SessionFolder(shard);
        lock (shardsMade)
        {
            if (shardsMade.Contains(shard))
                return folder;
            Make(folder);
            FlushEntries(Sessions);
            shardsMade.Add(shard);
        }
        return folder;
    }

    public void MakeBlockFolder(string shard)
    {
        var path = System.IO.Path.Combine(Blocks, shard);
        if (Directory.Exists(path))
            return;
        Make(Blocks);
        Make(path);
        FlushEntries(Blocks);
        FlushEntries(Path);
    }

    /// <summary>Makes what was created, renamed or removed in a folder survive a power cut. Only Unix needs to be told.</summary>
    public void FlushEntries(string folder)
    {
        if (!FlushesToDisk || OperatingSystem.IsWindows())
            return;
        var handle = Open(folder, 0);
        if (handle < 0)
            return;
        _ = Fsync(handle);
        _ = Close(handle);
    }

    /// <summary>One call can flush all files that were written. Where there is no such call, each file is flushed when it has been written.</summary>
    public bool FlushesAllAtOnce => FlushesToDisk && OperatingSystem.IsLinux();

    /// <summary>Flushes every file below, where one call can.</summary>
    /// <exception cref="IOException">The disk did not take all of it.</exception>
    public void FlushAll()
    {
        if (!FlushesAllAtOnce)
            return;
        var handle = Open(Path, 0);
        var isFlushed = handle >= 0 && SyncFileSystem(handle) == 0;
        if (handle >= 0)
            _ = Close(handle);
        if (!isFlushed)
            throw new IOException($"{Path} could not be flushed to disk");
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // The framework opens no folders.
    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "syncfs")]
    private static extern int SyncFileSystem(int handle);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
