using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Trooper.Silo.Schema;

/// <summary>
/// The tables that Orleans keeps its cluster, its grains' state and its reminders in: numbered files, each applied once, under the lock that the
/// journal's own queue at.
/// </summary>
internal static class ClusterSchema
{
    private static readonly IReadOnlyList<Migration> Files =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Select(Load).OrderBy(file => file.Number)];

    /// <exception cref="SchemaMismatchException">A later Trooper has been here.</exception>
    public static async Task Apply(string connectionString, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Run(connection, "select pg_advisory_xact_lock(hashtext('trooper.migrations'))", cancellation);
        await Run(connection, $"create schema if not exists {new NpgsqlCommandBuilder().QuoteIdentifier(settings.SearchPath!.Split(',')[0].Trim())}", cancellation);
        await Run(connection, "create table if not exists cluster_migrations (number int primary key, name text not null, applied_at timestamptz not null default now())", cancellation);
        var applied = await Applied(connection, cancellation);
        if (applied > Files[^1].Number)
            throw new SchemaMismatchException(applied, Files[^1].Number);
        foreach (var file in Files.Where(file => file.Number > applied))
        {
            await Run(connection, file.Sql, cancellation);
            await using var note = new NpgsqlCommand("insert into cluster_migrations (number, name) values ($1, $2)", connection) { Parameters = { new() { Value = file.Number }, new() { Value = file.Name } } };
            await note.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<int> Applied(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(number), 0) from cluster_migrations", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static Migration Load(string resource)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return new(int.Parse(resource.Split('_')[0], CultureInfo.InvariantCulture), resource, text.ReadToEnd());
    }

    private sealed record Migration(int Number, string Name, string Sql);
}

internal sealed class SchemaMismatchException(int found, int known)
    : Exception($"the database's cluster tables are at version {found}, and this program knows versions up to {known}: a newer Trooper has been here");
