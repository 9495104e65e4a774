using Trooper.Core.Sessions;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>The contract, in a database.</summary>
[NeedsPostgres]
public sealed class PostgresJournalTests : JournalContract
{
    private TestDatabase? database;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await database!.DisposeAsync();
        Assert.Empty(database.Notices);
    }

    protected override async Task<IJournal> Open() => await (database ??= await TestDatabase.Make()).Open();
}
