namespace Trooper.Journal.Files;

public sealed record FileJournalOptions
{
    /// <summary>The data folder. It is made, readable by its owner alone, where there is none.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether an append waits for the disk, and so survives a power cut; without, it survives only the end of the process.</summary>
    public bool FlushToDisk { get; init; } = true;

    /// <summary>
    /// How far the log grows before its events are filed with their sessions. It is what a start has to read; the larger it is, the more of a session
    /// is filed at once.
    /// </summary>
    public long MaxLogBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>After how long without an append a log that holds something is filed.</summary>
    public TimeSpan FileWhenIdleFor { get; init; } = TimeSpan.FromMinutes(1);

    internal Action<JournalStep>? Reached { get; init; }
}
