namespace Trooper.Journal.Files;

/// <summary>Replaces a file as a whole: a crash leaves the old one or the new one.</summary>
internal static class AtomicFile
{
    public const string TemporarySuffix = ".tmp";

    public static void Write(JournalFolder folder, string path, ReadOnlySpan<byte> content, bool flush)
    {
        var temporary = path + TemporarySuffix;
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, content, 0);
                if (flush)
                    RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        if (flush)
            folder.FlushEntries(Path.GetDirectoryName(path)!);
    }
}
