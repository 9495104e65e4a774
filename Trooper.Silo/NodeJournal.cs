using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using Trooper.Silo.Configuration;
using Trooper.Silo.Schema;

namespace Trooper.Silo;

/// <summary>The journal of a node: the cluster's Postgres, or files for a node by itself.</summary>
internal static class NodeJournal
{
    public static async Task<IJournal> Open(TrooperOptions options, NodeOptions node)
    {
        if (node.Database is not { } database)
            return await FileJournal.Open(new() { Folder = options.DataFolder }, JournalNotices.ToConsole, TimeProvider.System);
        await ClusterSchema.Apply(database, CancellationToken.None);
        return await FileJournal.Open(new() { Folder = options.DataFolder }, JournalNotices.ToConsole, TimeProvider.System);
    }
}
