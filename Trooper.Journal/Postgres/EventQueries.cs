using System.Runtime.CompilerServices;
using Npgsql;
using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Postgres;

/// <summary>Reads a session's events, a stretch at a time, so that no connection waits for the reader.</summary>
internal sealed class EventQueries(Database database)
{
    private const int Stretch = 200;

    public async IAsyncEnumerable<RecordedEvent> Read(SessionKey session, long from, long to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var stretch = new List<StoredEvent>();
        await foreach (var stored in ReadStored(session, from, to, cancellation))
        {
            stretch.Add(stored);
            if (stretch.Count < Stretch)
                continue;
            foreach (var recorded in await Join(stretch, cancellation))
                yield return recorded;
            stretch.Clear();
        }
        foreach (var recorded in await Join(stretch, cancellation))
            yield return recorded;
    }

    /// <summary>The events as they are stored, without their blocks.</summary>
    public async IAsyncEnumerable<StoredEvent> ReadStored(SessionKey session, long from, long to, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        from = Math.Max(from, 1);
        while (from <= to)
        {
            var stretch = await database.Run(source => ReadStretch(source, session, from, to, cancellation));
            foreach (var stored in stretch)
                yield return stored;
            if (stretch.Count < Stretch)
                yield break;
            from = stretch[^1].Version + 1;
        }
    }

    private static async Task<List<StoredEvent>> ReadStretch(NpgsqlDataSource source, SessionKey session, long from, long to, CancellationToken cancellation)
    {
        const string Sql = """
            select e.version, e.event from events e
            where e.session = (select s.key from sessions s where s.team = $1 and s.id = $2) and e.version between $3 and $4
            order by e.version
            limit $5
            """;
        await using var command = source.CreateCommand(Sql);
        foreach (var value in (object[])[session.Team, session.Id, from, to, Stretch])
            command.Parameters.Add(new() { Value = value });
        var found = new List<StoredEvent>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            found.Add(new(rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        return found;
    }

    private async Task<IEnumerable<RecordedEvent>> Join(List<StoredEvent> stretch, CancellationToken cancellation)
    {
        var needed = stretch.SelectMany(stored => CutEvent.Needs(stored.Json.Span)).Distinct().ToList();
        var blocks = needed.Count == 0 ? [] : await database.Run(source => ReadBlocks(source, needed, cancellation));
        return stretch.ConvertAll(stored => new RecordedEvent(stored.Version, SessionEventJson.ReadEvent(CutEvent.Join(stored.Json, hash => blocks[hash]).Span)));
    }

    private static async Task<Dictionary<BlockHash, ReadOnlyMemory<byte>>> ReadBlocks(NpgsqlDataSource source, List<BlockHash> needed, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("select hash, bytes from blocks where hash = any ($1)");
        command.Parameters.Add(new() { Value = needed.Select(hash => hash.ToBytes()).ToArray() });
        var blocks = new Dictionary<BlockHash, ReadOnlyMemory<byte>>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            blocks[BlockHash.Of(rows.GetFieldValue<byte[]>(0))] = rows.GetFieldValue<byte[]>(1);
        return blocks;
    }
}

internal readonly record struct StoredEvent(long Version, ReadOnlyMemory<byte> Json);
