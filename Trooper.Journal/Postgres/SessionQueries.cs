using Npgsql;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;

namespace Trooper.Journal.Postgres;

/// <summary>Finds and lists sessions by what their rows say.</summary>
internal sealed class SessionQueries(Database database)
{
    public async Task<SessionSummary?> Find(SessionKey session, CancellationToken cancellation) =>
        (await Summaries("where s.team = $1 and s.id = $2", [session.Team, session.Id], cancellation)).FirstOrDefault();

    public async Task<SessionPage> List(SessionQuery query, CancellationToken cancellation)
    {
        var (team, cursor, search) = (query.Team, query.Cursor, query.Search);
        var limit = Math.Clamp(query.Limit, 0, int.MaxValue - 1);
        var values = new List<object> { team, limit + 1 };
        var filter = "where s.team = $1";
        if (PageCursor.Read(team, cursor) is { } after)
        {
            values.AddRange([after.At.UtcDateTime, after.Id]);
            filter += " and (s.last_active_at, s.id) < ($3, $4)";
        }
        if (!string.IsNullOrEmpty(search))
        {
            values.Add($"%{EscapeWildcards(Columns.Searchable(search))}%");
            filter += $" and exists (select from search_texts t where t.session = s.key and t.text like ${values.Count})";
        }
        var page = await Summaries($"{filter} order by s.last_active_at desc, s.id desc limit $2", values, cancellation);
        if (page.Count <= limit || limit == 0)
            return new SessionPage(limit == 0 ? [] : page, null);
        page.RemoveAt(limit);
        return new SessionPage(page, PageCursor.After(page[^1]));
    }

    public async Task<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation) => await Summaries(
        "where s.team = $1 and s.key in (select h.session from heads h where h.hash = any ($2)) order by s.last_active_at desc, s.id desc",
        [team, Columns.ToUuids(heads)],
        cancellation);

    public async Task<IReadOnlyList<SessionSummary>> FindByLocalOnly(string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation) => await Summaries(
        "where s.team = $1 and s.key in (select l.session from local_only l where l.hash = any ($2))",
        [team, Columns.ToUuids(messages)],
        cancellation);

    public async Task<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation) =>
        await Summaries("where s.team = $1 and s.parent = $2", [parent.Team, parent.Id], cancellation);

    public Task<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation) => database.Run<IReadOnlyList<SessionKey>>(async source =>
    {
        await using var command = Command(
            source, "select team, id from sessions where last_active_at < $1 order by last_active_at, id, team limit $2", [before.UtcDateTime, limit]);
        var found = new List<SessionKey>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            found.Add(new(rows.GetString(0), rows.GetString(1)));
        return found;
    });

    public Task<SessionMark> LookUp(SessionKey session, CancellationToken cancellation) => database.Run(async source =>
    {
        await using var command = Command(source, "select version, key from sessions where team = $1 and id = $2", [session.Team, session.Id]);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new SessionMark(row.GetInt64(0), row.GetInt64(1)) : default;
    });

    private Task<List<SessionSummary>> Summaries(string filter, IReadOnlyList<object> values, CancellationToken cancellation) => database.Run(async source =>
    {
        await using var command = Command(source, $"select {Columns.Summary} from sessions s {filter}", values);
        var found = new List<SessionSummary>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            found.Add(Columns.ReadSummary(rows));
        return found;
    });

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, IReadOnlyList<object> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    private static string EscapeWildcards(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
