using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Trooper.Core.Access;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>The administrative acts of all processes that share a database.</summary>
public sealed class AuditTable(PostgresJournal journal)
{
    /// <exception cref="JournalUnavailableException">The database is down.</exception>
    public Task Add(AuditEntry entry) => journal.Database.Run(async source =>
    {
        await using var command = source.CreateCommand("insert into audit (at, act, by, team, subject, detail) values ($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new() { Value = entry.At.UtcDateTime });
        foreach (var text in new[] { NameOf(entry.Act.Act), entry.Act.By, entry.Act.Team, entry.Act.Subject, entry.Act.Detail })
            command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return await command.ExecuteNonQueryAsync();
    });

    /// <summary>The latest acts first. A cursor is the number of the last one shown.</summary>
    public Task<AuditPage> Read(int limit, string? cursor, CancellationToken cancellation)
    {
        var before = cursor is null ? long.MaxValue : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"'{cursor}' is no cursor");
        return journal.Database.Run(async source =>
        {
            await using var command = source.CreateCommand("select number, at, act, by, team, subject, detail from audit where number < $1 order by number desc limit $2");
            command.Parameters.Add(new() { Value = before });
            command.Parameters.Add(new() { Value = limit + 1 });
            var found = new List<(long Number, AuditEntry Entry)>();
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
                found.Add((rows.GetInt64(0), EntryOf(rows)));
            var hasMore = found.Count > limit;
            return new AuditPage([.. found.Take(limit).Select(row => row.Entry)], hasMore ? found[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
        });
    }

    private static AuditEntry EntryOf(NpgsqlDataReader row)
    {
        return new(
            new(row.GetDateTime(1), TimeSpan.Zero),
            new(JsonSerializer.Deserialize<ActKind>($"\"{row.GetString(2)}\""), row.GetString(3)) { Team = Text(4), Subject = Text(5), Detail = Text(6) });

        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
    }

    private static string NameOf(ActKind act) => JsonSerializer.SerializeToElement(act).GetString()!;
}
