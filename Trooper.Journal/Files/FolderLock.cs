using System.Globalization;

namespace Trooper.Journal.Files;

/// <summary>Another process has the data folder. Two writers would tear each other's files apart.</summary>
public sealed class JournalLockedException(string folder, string owner, Exception cause)
    : IOException($"the journal in {folder} is in use by {owner}; a data folder serves one process at a time", cause);

/// <summary>Holds the data folder for this process. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream file;

    private FolderLock(FileStream file) => this.file = file;

    public static FolderLock Take(JournalFolder folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            throw new JournalLockedException(folder.Path, OwnerOf(folder.Path), taken);
        }
        // In a file of its own: the locked one cannot be read by others.
        File.WriteAllText(folder.OwnerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new FolderLock(file);
    }

    /// <summary>Sees whether it could be taken, and leaves everything as it is.</summary>
    /// <exception cref="JournalLockedException">Another process has it.</exception>
    public static void Try(string folder)
    {
        var file = Path.Combine(folder, JournalFolder.LockName);
        try
        {
            if (File.Exists(file))
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            throw new JournalLockedException(folder, OwnerOf(folder), taken);
        }
    }

    public void Dispose() => this.file.Dispose();

    /// <summary>A sharing violation on Windows, EAGAIN on Linux and on macOS: another process holds the file. A full disk is another matter.</summary>
    private static bool IsTaken(IOException failure) => (failure.HResult & 0xFFFF) is 32 or 11 or 35;

    private static string OwnerOf(string folder)
    {
        try
        {
            return $"process {File.ReadAllText(Path.Combine(folder, JournalFolder.OwnerName))}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
