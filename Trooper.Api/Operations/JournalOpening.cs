using Trooper.Api.Configuration;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;

namespace Trooper.Api.Operations;

/// <summary>Opens the journal that the settings name: a database, or files.</summary>
internal static class JournalOpening
{
    /// <summary>A database that has not answered by then is waited for while the process runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<IJournal> Open(TrooperOptions options, TimeProvider time) => options.Database is { } database
        ? await OpenDatabase(database, options.DataFolder, time)
        : await FileJournal.Open(new() { Folder = options.DataFolder }, JournalNotices.ToConsole, time);

    private static async Task<IJournal> OpenDatabase(string connectionString, string dataFolder, TimeProvider time)
    {
        var journal = await OpenUnconnected(connectionString, dataFolder, time);
        try
        {
            await journal.FirstAttempt.WaitAsync(Patience, time);
        }
        catch (Exception failure) when (PostgresJournal.IsMisconfiguration(failure))
        {
            await journal.DisposeAsync();
            throw new DatabaseRefusedException(journal.Name, failure);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            JournalNotices.ToConsole(new(JournalNoticeKind.Outage, journal.Name, $"the database does not answer yet: {failure.Message}"));
        }
        return journal;
    }

    private static async Task<PostgresJournal> OpenUnconnected(string connectionString, string dataFolder, TimeProvider time)
    {
        try
        {
            return await PostgresJournal.Open(new() { ConnectionString = connectionString, SpoolFolder = Path.Combine(dataFolder, "spool") }, JournalNotices.ToConsole, time);
        }
        catch (ArgumentException malformed)
        {
            throw SettingException.Database(malformed);
        }
    }
}

/// <summary>The database answered, and will not have us until somebody changes something.</summary>
internal sealed class DatabaseRefusedException(string database, Exception cause)
    : Exception($"TROOPER_DATABASE: {database} can't be used: {cause.Message}", cause);
