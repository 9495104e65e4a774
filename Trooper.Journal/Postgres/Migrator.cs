using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Trooper.Journal.Postgres;

/// <summary>
/// Brings a database to the form that this program writes: the numbered files that it lacks, in one transaction, under a lock that many nodes starting at
/// once queue at.
/// </summary>
internal static class Migrator
{
    private static readonly IReadOnlyList<Migration> Known = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Select(Load).OfType<Migration>().OrderBy(file => file.Number)];

    public static int Newest => Known[^1].Number;

    /// <exception cref="SchemaTooNewException">A later program has been here.</exception>
    public static async Task Apply(NpgsqlDataSource database, string schema, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(connection, "select pg_advisory_xact_lock(hashtext('trooper.migrations'))", cancellation);
        await Run(connection, $"create schema if not exists {new NpgsqlCommandBuilder().QuoteIdentifier(schema)}", cancellation);
        await Run(connection, "create table if not exists migrations (number int primary key, name text not null, applied_at timestamptz not null default now())", cancellation);
        var applied = await Applied(connection, cancellation);
        if (applied > Newest)
            throw new SchemaTooNewException(applied, Newest);
        foreach (var file in Known.Where(file => file.Number > applied))
        {
            await Run(connection, file.Sql, cancellation);
            await using var note = new NpgsqlCommand("insert into migrations (number, name) values ($1, $2)", connection) { Parameters = { new() { Value = file.Number }, new() { Value = file.Name } } };
            await note.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>The form that the database is in; 0 where nothing was made yet.</summary>
    public static async Task<int> VersionOf(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("select to_regclass('migrations') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))! ? await Applied(connection, cancellation) : 0;
    }

    private static async Task<int> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(number), 0) from migrations", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static Migration? Load(string resource)
    {
        if (!int.TryParse(resource.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return new(number, resource, text.ReadToEnd());
    }

    private sealed record Migration(int Number, string Name, string Sql);
}

/// <summary>The database was brought to a form that this program does not know.</summary>
public sealed class SchemaTooNewException(int found, int known)
    : Exception($"the database's schema is at version {found}, and this program knows versions up to {known}: a newer Trooper has been here");
