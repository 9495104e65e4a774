using Npgsql;
using Trooper.Core.Limits;
using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;

namespace Trooper.Journal.Limits;

/// <summary>The shares of nodes that have a database in common.</summary>
internal sealed class PostgresShares(Database database) : IShares
{
    // A window's rows are of no use once it has ended, nor is a node that was silent for long.
    private const string ReportSql = """
        with seen as (insert into nodes (node, seen_at) values ($1, now()) on conflict (node) do update set seen_at = now()),
        gone as (delete from nodes where seen_at < now() - interval '1 hour'),
        over as (delete from shares where ends < now() - interval '1 hour')
        update shares s set spent = greatest(s.spent, r.spent)
        from unnest($2::text[], $3::int[], $4::timestamptz[], $5::bigint[]) as r (key, kind, starts, spent)
        where s.key = r.key and s.kind = r.kind and s.starts = r.starts and s.node = $1
        """;

    public Task<Share> Take(ShareRequest request) => Run(async source =>
    {
        var (key, kind, window) = request.Of;
        await using var command = Command(source, "select granted, unused from take_share($1, $2, $3, $4, $5, $6, $7, $8)",
            [key, (int)kind, window.Start.UtcDateTime, window.End.UtcDateTime, request.Node, request.Limit, request.Wanted, request.Spent]);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new Share(row.GetInt64(0), row.GetInt64(1));
    });

    public Task Report(Guid node, IReadOnlyList<ShareReport> reports) => Run(async source =>
    {
        await using var command = Command(source, ReportSql,
        [
            node,
            reports.Select(report => report.Of.Key).ToArray(),
            reports.Select(report => (int)report.Of.Kind).ToArray(),
            reports.Select(report => report.Of.Window.Start.UtcDateTime).ToArray(),
            reports.Select(report => report.Spent).ToArray(),
        ]);
        return await command.ExecuteNonQueryAsync();
    });

    // A limit must not become an outage, whatever the database has against it.
    private async Task<T> Run<T>(Func<NpgsqlDataSource, Task<T>> work)
    {
        try
        {
            return await database.Run(work);
        }
        catch (PostgresException refused)
        {
            throw new JournalUnavailableException($"limits can't be counted in the database: {refused.MessageText}", refused);
        }
    }

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, IEnumerable<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
