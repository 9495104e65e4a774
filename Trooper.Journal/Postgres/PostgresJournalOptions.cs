namespace Trooper.Journal.Postgres;

public sealed record PostgresJournalOptions
{
    public required string ConnectionString { get; init; }

    /// <summary>Where appends are kept while the database cannot be reached.</summary>
    public required string SpoolFolder { get; init; }

    /// <summary>How much is kept there at most. Beyond it appends are refused.</summary>
    public long MaxSpoolBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How much of what was written last stays in memory, to be read while the database is away.</summary>
    public long MaxRecentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Other processes may write to the same sessions. Where a cluster sees to it that none does, nobody need look.</summary>
    public bool SharesSessions { get; init; } = true;
}
