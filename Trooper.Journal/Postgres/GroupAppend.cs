using System.Text;
using Npgsql;

namespace Trooper.Journal.Postgres;

/// <summary>Changes of many sessions as one call of the function <c>append</c>, whose parameters these are. A session is in it once, with all its changes.</summary>
internal sealed class GroupAppend
{
    private const string Call = "select append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";

    private readonly IReadOnlyList<IReadOnlyList<SessionChange>> sessions;
    private readonly List<string?> localOnly = [];
    private readonly List<int?> localOnlyFrom = [];
    private readonly List<int> eventOwners = [];
    private readonly List<long> eventVersions = [];
    private readonly List<string> eventTexts = [];
    private readonly List<int> blockOwners = [];
    private readonly List<byte[]> blockHashes = [];
    private readonly List<byte[]> blockBytes = [];

    /// <param name="sessions">For each session the changes to it, one upon the other.</param>
    /// <param name="written">What of the sessions' local-only messages the database has.</param>
    public GroupAppend(IReadOnlyList<IReadOnlyList<SessionChange>> sessions, LocalOnlyWritten written)
    {
        this.sessions = sessions;
        for (var place = 0; place < sessions.Count; place++)
        {
            var (from, added) = written.Missing(sessions[place][^1].Summary);
            localOnly.Add(added is null ? null : Columns.Literal(added));
            localOnlyFrom.Add(added is null ? null : from);
            foreach (var change in sessions[place])
                AddEvents(place + 1, change);
        }
    }

    /// <returns>For each session null, or the version that it is at where that is not the one expected.</returns>
    public async Task<long?[]> Execute(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Call);
        foreach (var value in Parameters())
            command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return row.GetFieldValue<long?[]>(0);
    }

    private IEnumerable<object> Parameters() =>
    [
        Each(session => session.Key.Team),
        Each(session => session.Key.Id),
        sessions.Select(changes => changes[0].Expected).ToArray(),
        Each(session => session.Version),
        Each(session => session.Summary.LastActiveAt.UtcDateTime),
        Each(session => session.Summary.Parent),
        Each(session => Columns.SummaryText(session.Summary)),
        Each(session => Columns.SearchText(session.Summary)),
        Each(session => Columns.Literal(session.Summary.Heads)),
        localOnly.ToArray(),
        localOnlyFrom.ToArray(),
        eventOwners.ToArray(),
        eventVersions.ToArray(),
        eventTexts.ToArray(),
        blockOwners.ToArray(),
        blockHashes.ToArray(),
        blockBytes.ToArray(),
    ];

    private T[] Each<T>(Func<SessionChange, T> valueOf) => [.. sessions.Select(changes => valueOf(changes[^1]))];

    private void AddEvents(int owner, SessionChange change)
    {
        var version = change.Expected;
        foreach (var (json, blocks) in change.Stored)
        {
            eventOwners.Add(owner);
            eventVersions.Add(++version);
            eventTexts.Add(Encoding.UTF8.GetString(json.Span));
            foreach (var block in blocks)
            {
                blockOwners.Add(owner);
                blockHashes.Add(block.Hash.ToBytes());
                blockBytes.Add(block.Bytes.ToArray());
            }
        }
    }
}
