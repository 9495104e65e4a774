using System.Text;
using System.Text.Json;
using Npgsql;
using Trooper.Core.Access;
using Trooper.Journal.Postgres;

namespace Trooper.Journal.Access;

/// <summary>The key book in the sessions' database, for all nodes: they hear of a change at once, and look for one that they missed twice a second.</summary>
public sealed class PostgresKeyStore : IKeyStore
{
    private const string Channel = "trooper_keys";
    private const int Connections = 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlDataSource source;
    private readonly string schema;
    private readonly string name;
    private readonly TimeProvider time;
    private NpgsqlConnection? listening;
    private volatile Known? known;
    private volatile bool isMigrated;

    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public PostgresKeyStore(string connectionString, TimeProvider time)
    {
        var connection = ConnectionText.Complete(connectionString);
        connection.MaxPoolSize = Connections;
        schema = ConnectionText.SchemaOf(connection);
        name = ConnectionText.NameOf(connection);
        source = NpgsqlDataSource.Create(connection);
        this.time = time;
    }

    public Task<KeyBook> Read(CancellationToken cancellation) => Run(async () =>
    {
        await using var command = source.CreateCommand("select version, case when version = $1 then null else book::text end from keys");
        command.Parameters.Add(new() { Value = known?.Version ?? -1 });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return await row.IsDBNullAsync(1, cancellation) ? known!.Book : Take(row.GetInt64(0), Parse(row.GetString(1)));
    }, cancellation);

    public Task<KeyBook> Change(Func<KeyBook, KeyBook> change, CancellationToken cancellation) => Run(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var before = Parse((string)(await Command("select book::text from keys for update").ExecuteScalarAsync(cancellation))!);
        var after = change(before);
        if (ReferenceEquals(before, after))
            return before;
        var version = (long)(await Command("update keys set version = version + 1, book = $1::jsonb returning version", Encoding.UTF8.GetString(after.ToJson())).ExecuteScalarAsync(cancellation))!;
        await Command("select pg_notify($1, '')", Channel).ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return Take(version, after);

        NpgsqlCommand Command(string sql, string? parameter = null)
        {
            var command = new NpgsqlCommand(sql, connection, transaction);
            if (parameter is not null)
                command.Parameters.Add(new() { Value = parameter });
            return command;
        }
    }, cancellation);

    public async Task Changed(CancellationToken cancellation)
    {
        try
        {
            listening ??= await Listen(cancellation);
            await listening.WaitAsync(LookEvery, cancellation);
        }
        catch (Exception e) when (Faults.IsLoss(e))
        {
            await Deafen();
            await Task.Delay(LookEvery, time, cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Deafen();
        await source.DisposeAsync();
    }

    private async Task<NpgsqlConnection> Listen(CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand($"listen {Channel}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    private async ValueTask Deafen()
    {
        if (Interlocked.Exchange(ref listening, null) is { } connection)
            await connection.DisposeAsync();
    }

    private KeyBook Take(long version, KeyBook book)
    {
        known = new(version, book);
        return book;
    }

    private static KeyBook Parse(string json) => KeyBook.Read(Encoding.UTF8.GetBytes(json));

    private async Task<KeyBook> Run(Func<Task<KeyBook>> work, CancellationToken cancellation)
    {
        try
        {
            if (!isMigrated)
                await Migrator.Apply(source, schema, cancellation);
            isMigrated = true;
            return await work();
        }
        catch (Exception e) when (e is NpgsqlException or JsonException or SchemaTooNewException || Faults.IsLoss(e))
        {
            throw new KeyStoreException($"the keys in the database {name} can't be reached: {e.Message}", e) { MayPass = !Faults.IsMisconfiguration(e) };
        }
    }

    private sealed record Known(long Version, KeyBook Book);
}
