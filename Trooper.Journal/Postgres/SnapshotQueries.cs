using Npgsql;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

internal sealed class SnapshotQueries(Database database)
{
    public Task<bool> Save(SessionKey session, Snapshot snapshot, CancellationToken cancellation) => database.Run(async source =>
    {
        // One that is ahead of its session is of another that had the same name.
        await using var command = Command(source, """
            insert into snapshots as kept (session, version, state)
            select s.key, $3, $4 from sessions s where s.team = $1 and s.id = $2 and s.version >= $3
            on conflict (session) do update set version = excluded.version, state = excluded.state where kept.version <= excluded.version
            """, session, snapshot.Version, snapshot.State.ToArray());
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    });

    public Task<Snapshot?> Load(SessionKey session, CancellationToken cancellation) => database.Run(async source =>
    {
        await using var command = Command(
            source, "select k.version, k.state from snapshots k join sessions s on s.key = k.session where s.team = $1 and s.id = $2 and k.version <= s.version", session);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? new Snapshot(row.GetInt64(0), row.GetFieldValue<byte[]>(1)) : null;
    });

    private static NpgsqlCommand Command(NpgsqlDataSource source, string sql, SessionKey session, params object[] more)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in (object[])[session.Team, session.Id, .. more])
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
