using Trooper.Core.Access;
using Trooper.Journal.Access;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Tests.Journal.Access;

/// <summary>The contract, in a database.</summary>
[NeedsPostgres]
public sealed class PostgresKeyStoreTests : KeyStoreContract, IAsyncLifetime
{
    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = PostgresServer.Missing is null ? await TestDatabase.Make() : null!;

    public async Task DisposeAsync()
    {
        if (database is not null)
            await database.DisposeAsync();
    }

    [PostgresFact]
    public async Task Others_hear_of_a_change_at_once()
    {
        await using var store = Open();
        await using var other = Open();
        await other.Changed(default); // it listens from now on
        var since = TimeProvider.System.GetTimestamp();

        var heard = other.Changed(default);
        await Smith(store).Create(new() { Team = "blue", Name = "a test" }, default);
        await heard;

        Assert.Single((await other.Read(default)).Keys);
        Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromMilliseconds(450));
    }

    [PostgresOutageFact]
    public async Task A_store_that_was_away_is_read_again()
    {
        await using var server = await PostgresServer.Initialise();
        await server.Start();
        await using var store = new PostgresKeyStore(server.ConnectionString, TimeProvider.System);
        await Smith(store).Create(new() { Team = "blue", Name = "a test" }, default);
        await store.Changed(default);

        await server.Kill();
        await store.Changed(default);
        Assert.True((await Assert.ThrowsAsync<KeyStoreException>(() => store.Read(default))).MayPass);

        await server.Start();
        Assert.Single((await store.Read(default)).Keys);
    }

    protected override IKeyStore Open() => new PostgresKeyStore(database.ConnectionString, TimeProvider.System);
}
