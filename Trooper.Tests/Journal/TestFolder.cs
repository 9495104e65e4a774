using Trooper.Journal.Files;

namespace Trooper.Tests.Journal;

/// <summary>A data folder that is removed with the test, and the journals opened over it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly List<JournalNotice> _notices = [];

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "trooper-" + System.IO.Path.GetRandomFileName());

    /// <summary>What the journals reported.</summary>
    public IReadOnlyList<JournalNotice> Notices
    {
        get
        {
            lock (_notices)
                return [.. _notices];
        }
    }

    public Task<FileJournal> Open(long maxLogBytes = 32 * 1024 * 1024, Action<JournalStep>? reached = null, TimeProvider? time = null)
    {
        var options = new FileJournalOptions { Folder = Path, MaxLogBytes = maxLogBytes, Reached = reached };
        return FileJournal.Open(options, Note, time ?? TimeProvider.System);
    }

    /// <summary>The files as they are now: what a crash at this moment would leave.</summary>
    public TestFolder Copy()
    {
        var copy = new TestFolder();
        Directory.CreateDirectory(copy.Path);
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(Path, copy.Path));
        foreach (var file in Files().Where(file => System.IO.Path.GetFileName(file) != "lock"))
            File.WriteAllBytes(file.Replace(Path, copy.Path), ReadShared(file));
        return copy;
    }

    public IEnumerable<string> Files(string pattern = "*") => Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories).Order();

    public string LogFile => Files().Last(file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) == "log");

    public bool AnyFileHolds(string text) =>
        Files().Where(file => System.IO.Path.GetFileName(file) != "lock").Any(file => ReadShared(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private void Note(JournalNotice notice)
    {
        lock (_notices)
            _notices.Add(notice);
    }
}
