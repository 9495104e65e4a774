using Npgsql;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;

namespace Trooper.Journal;

/// <param name="State">What it is like.</param>
/// <param name="Obstacle">Why a journal can't be opened there; null when it can.</param>
public sealed record StoragePlace(string Name, string State, string? Obstacle);

/// <summary>Looks at where a journal is to be, and leaves it as it is.</summary>
public static class StoragePlaces
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <param name="isJournal">The sessions are to be files there, which only one process may have.</param>
    public static StoragePlace LookAtFolder(string folder, bool isJournal)
    {
        try
        {
            var isNew = !Directory.Exists(folder);
            Directory.CreateDirectory(folder);
            var trial = Path.Combine(folder, Path.GetRandomFileName());
            File.WriteAllText(trial, "");
            File.Delete(trial);
            if (isNew)
                Directory.Delete(folder);
            else if (isJournal)
                FolderLock.Try(folder);
            return new(folder, isNew ? "will be made" : "can be written", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(folder, "", e.Message);
        }
    }

    public static async Task<StoragePlace> LookAtDatabase(string connectionString, CancellationToken cancellation)
    {
        var name = "Postgres";
        try
        {
            var connection = ConnectionText.Complete(connectionString);
            name = ConnectionText.NameOf(connection);
            connection.Timeout = (int)Patience.TotalSeconds;
            await using var source = NpgsqlDataSource.Create(connection);
            var version = await Migrator.VersionOf(source, cancellation);
            return new(name, version == 0 ? "reachable; its tables will be made" : $"reachable; its tables are of version {version} of {Migrator.Newest}",
                version > Migrator.Newest ? new SchemaTooNewException(version, Migrator.Newest).Message : null);
        }
        catch (ArgumentException malformed)
        {
            return new(name, "", $"TROOPER_DATABASE is no connection string ({malformed.Message})");
        }
        catch (Exception e) when (e is PostgresException || Faults.IsLoss(e))
        {
            return new(name, "", e is PostgresException refused ? refused.MessageText : e.Message);
        }
    }
}
