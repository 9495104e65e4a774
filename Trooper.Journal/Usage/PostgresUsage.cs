using Npgsql;
using Trooper.Core.Usage;
using Trooper.Journal.Postgres;

namespace Trooper.Journal.Usage;

/// <summary>Usage in the sessions' database, where all nodes count together.</summary>
internal sealed class PostgresUsage(Database database) : IUsageStore
{
    // In one order for all writers, so that two of them cannot wait for each other.
    private const string AddSql = """
        with fresh as (
            insert into usage_flushes as f (writer, number) values ($1, $2)
            on conflict (writer) do update set number = excluded.number, at = now() where f.number < excluded.number
            returning 1)
        insert into usage as u (team, key, model, day, requests, input_tokens, output_tokens, tokens_saved, cost)
        select n.* from unnest($3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::numeric[])
            as n (team, key, model, day, requests, input_tokens, output_tokens, tokens_saved, cost)
        where exists (select from fresh)
        order by n.day, n.team, n.key, n.model
        on conflict (day, team, key, model) do update set
            requests = u.requests + excluded.requests, input_tokens = u.input_tokens + excluded.input_tokens, output_tokens = u.output_tokens + excluded.output_tokens,
            tokens_saved = u.tokens_saved + excluded.tokens_saved, cost = u.cost + excluded.cost
        """;

    public Task Add(UsageFlush flush, CancellationToken cancellation = default) => database.Run(async source =>
    {
        var entries = flush.Entries;
        await using var command = Command(source, AddSql,
        [
            flush.Writer,
            flush.Number,
            entries.Select(entry => entry.Key.Team).ToArray(),
            entries.Select(entry => entry.Key.Key).ToArray(),
            entries.Select(entry => entry.Key.Model).ToArray(),
            entries.Select(entry => entry.Key.Day).ToArray(),
            entries.Select(entry => entry.Counts.Requests).ToArray(),
            entries.Select(entry => entry.Counts.InputTokens).ToArray(),
            entries.Select(entry => entry.Counts.OutputTokens).ToArray(),
            entries.Select(entry => entry.Counts.TokensSaved).ToArray(),
            entries.Select(entry => entry.Counts.Cost).ToArray(),
        ]);
        return await command.ExecuteNonQueryAsync(cancellation);
    });

    public Task<IReadOnlyList<UsageSum>> Sum(UsageQuery query, CancellationToken cancellation = default) => database.Run<IReadOnlyList<UsageSum>>(async source =>
    {
        var (name, team) = query.By switch
        {
            UsageBy.Team => ("team", "null"),
            UsageBy.Key => ("key", "team"),
            UsageBy.Model => ("model", "null"),
            _ => ("day::text", "null"),
        };
        await using var command = Command(source, $"""
            select {name}, {team}, sum(requests)::bigint, sum(input_tokens)::bigint, sum(output_tokens)::bigint, sum(tokens_saved)::bigint, sum(cost)
            from usage where day between $1 and $2 and ($3::text is null or team = $3) group by 1, 2 order by 1, 2
            """, [query.From, query.To, (object?)query.Team ?? DBNull.Value]);
        var sums = new List<UsageSum>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var counts = new UsageCounts(rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4), rows.GetInt64(5), rows.GetDecimal(6));
            sums.Add(new(rows.GetString(0), await rows.IsDBNullAsync(1, cancellation) ? null : rows.GetString(1), counts));
        }
        return sums;
    });

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, IEnumerable<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
