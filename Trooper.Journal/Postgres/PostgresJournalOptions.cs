using Npgsql;

namespace Trooper.Journal.Postgres;

public sealed record PostgresJournalOptions
{
    private const string DefaultSchema = "trooper";
    private const int MostConnections = 20;

    public required string ConnectionString { get; init; }

    /// <summary>Where appends are kept while the database cannot be reached.</summary>
    public required string SpoolFolder { get; init; }

    /// <summary>How much is kept there at most. Beyond it appends are refused.</summary>
    public long MaxSpoolBytes { get; init; } = 256 * 1024 * 1024;

    /// <summary>How much of what was written last stays in memory, to be read while the database is away.</summary>
    public long MaxRecentBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Other processes may write to the same sessions. Where a cluster sees to it that none does, nobody need look.</summary>
    public bool SharesSessions { get; init; } = true;

    /// <summary>The connection string with what it leaves open filled in.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal NpgsqlConnectionStringBuilder Connection()
    {
        var connection = new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = "trooper" };
        SetUnlessSaid("Search Path", DefaultSchema);
        SetUnlessSaid("Timeout", 5);
        SetUnlessSaid("Command Timeout", 10);
        SetUnlessSaid("Maximum Pool Size", MostConnections); // a Postgres as it is installed takes a hundred, from all processes together
        SetUnlessSaid("Max Auto Prepare", 32);
        SetUnlessSaid("Auto Prepare Min Usages", 2);
        return connection;

        void SetUnlessSaid(string keyword, object value)
        {
            if (!new System.Data.Common.DbConnectionStringBuilder { ConnectionString = ConnectionString }.ContainsKey(keyword))
                connection[keyword] = value;
        }
    }
}
