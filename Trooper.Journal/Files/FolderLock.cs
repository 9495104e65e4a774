using System.Globalization;
using System.Text;

namespace Trooper.Journal.Files;

/// <summary>Another process has the data folder. Two writers would tear each other's files apart.</summary>
public sealed class JournalLockedException(string folder, string owner, Exception cause)
    : IOException($"the journal in {folder} is in use by {owner}; a data folder serves one process at a time", cause);

/// <summary>Holds the data folder for this process. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(JournalFolder folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new JournalLockedException(folder.Path, OwnerOf(folder.LockFile), taken);
        }
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new FolderLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string OwnerOf(string lockFile)
    {
        try
        {
            using var file = new FileStream(lockFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return $"process {new StreamReader(file).ReadToEnd()}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
