using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;
using Trooper.Silo.Configuration;
using Trooper.Silo.Schema;

namespace Trooper.Silo;

/// <summary>The journal of a node: the cluster's Postgres, or files for a node by itself.</summary>
internal static class NodeJournal
{
    private const int PageToWarmUp = 50;

    public static async Task<IJournal> Open(TrooperOptions options, NodeOptions node)
    {
        if (node.Database is not { } database)
            return await FileJournal.Open(new() { Folder = options.DataFolder }, JournalNotices.ToConsole, TimeProvider.System);
        await ClusterSchema.Apply(database, CancellationToken.None);
        var journal = await PostgresJournal.Open(
            new()
            {
                ConnectionString = database,
                SpoolFolder = Path.Combine(options.DataFolder, "spool"),
                // What one node kept to itself while the database is away, a session that moved meanwhile would not know of.
                MaxSpoolBytes = 0,
                SharesSessions = false,
            },
            JournalNotices.ToConsole,
            TimeProvider.System);
        await journal.FirstAttempt;
        // Who asks for the first page would wait until its reading is compiled.
        await journal.List(new(SessionKey.NoTeam, PageToWarmUp));
        return journal;
    }
}
