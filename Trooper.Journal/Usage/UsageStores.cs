using Trooper.Core.Sessions;
using Trooper.Core.Usage;
using Trooper.Journal.Postgres;

namespace Trooper.Journal.Usage;

/// <summary>Where usage is counted: with the sessions.</summary>
public static class UsageStores
{
    /// <param name="journal">The sessions' journal.</param>
    /// <param name="folder">The data folder, where the journal is files.</param>
    public static IUsageStore Beside(IJournal journal, string folder) =>
        journal is PostgresJournal postgres ? new PostgresUsage(postgres.Database) : new FileUsage(Path.Combine(folder, "usage"));
}
