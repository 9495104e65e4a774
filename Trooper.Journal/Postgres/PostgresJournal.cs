using System.Runtime.CompilerServices;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;

namespace Trooper.Journal.Postgres;

/// <summary>
/// The journal of a team, in Postgres, which many processes may write to: the expected version decides between them. When the connection is lost, appends
/// are kept in local files and brought to the database when it is back; what only the database knows cannot be read until then.
/// </summary>
public sealed class PostgresJournal : IJournal
{
    private readonly PostgresJournalOptions options;
    private readonly Spool spool;
    private readonly Database database;
    private readonly GroupWriter writer;
    private readonly RecentEvents recent;
    private readonly EventQueries events;
    private readonly SessionQueries sessions;
    private readonly SnapshotQueries snapshots;
    private int isDisposed;

    private PostgresJournal(PostgresJournalOptions options, Spool spool, Action<JournalNotice> report, TimeProvider time)
    {
        (this.options, this.spool) = (options, spool);
        database = new Database(options, report, time);
        events = new EventQueries(database);
        sessions = new SessionQueries(database);
        snapshots = new SnapshotQueries(database);
        recent = new RecentEvents(options.MaxRecentBytes);
        writer = new GroupWriter(database, spool, new SpoolReplay(database, spool, events, report), recent);
        database.Start(writer.Wake);
    }

    /// <summary>Opens it, whether the database answers or not; <see cref="FirstAttempt"/> tells.</summary>
    /// <exception cref="ArgumentException">The connection string is none.</exception>
    public static async Task<PostgresJournal> Open(PostgresJournalOptions options, Action<JournalNotice> report, TimeProvider time) =>
        new(options, await Spool.Open(options, report, time), report, time);

    /// <summary>The outcome of the first attempt to reach the database. Where it failed, more follow.</summary>
    public Task FirstAttempt => database.FirstAttempt;

    /// <summary>Whether a failed attempt says that others would fail like it, until the settings or the database are changed.</summary>
    public static bool IsMisconfiguration(Exception failure) => Faults.IsMisconfiguration(failure);

    internal Database Database => database;

    /// <summary>Host, port and database.</summary>
    public string Name => database.Name;

    public bool IsShared => true;

    public JournalState State => (database.Outage, spool.Sessions) switch
    {
        ({ } outage, var kept) => new(database.HasBeenUp, $"database {database.Name}: {outage}; {kept} sessions are kept here until it is back") { SpoolBytes = spool.Bytes },
        (null, > 0 and var kept) => new(true, $"database {database.Name}: {kept} sessions are on their way to it") { SpoolBytes = spool.Bytes },
        _ => JournalState.Sound,
    };

    public async ValueTask Append(
        SessionKey session, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (summary.Key != session)
            throw new ArgumentException($"the summary of {summary.Key} was given for {session}", nameof(summary));
        var change = new SessionChange(session, expectedVersion, events, summary);
        writer.Submit(change);
        // Handed over, it will be written: whoever stopped waiting could not know whether it was.
        await change.Done;
    }

    public async IAsyncEnumerable<RecordedEvent> Read(
        SessionKey session, long fromVersion = 1, long toVersion = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var next = Math.Max(fromVersion, 1);
        if (spool.Find(session) is { } kept)
        {
            await foreach (var recorded in ReadDatabase(session, next, Math.Min(toVersion, kept.Base), cancellation))
                yield return recorded;
            next = Math.Max(next, kept.Base + 1);
            await foreach (var recorded in spool.Read(kept, next, toVersion))
            {
                yield return recorded;
                next = recorded.Version + 1;
            }
            if (next > Math.Min(toVersion, kept.Version))
                yield break;
            // What is missing went from the spool to the database meanwhile.
        }
        await foreach (var recorded in ReadDatabase(session, next, toVersion, cancellation))
            yield return recorded;
    }

    private IAsyncEnumerable<RecordedEvent> ReadDatabase(SessionKey session, long from, long to, CancellationToken cancellation)
    {
        if (!database.IsUp && recent.Read(session, from, to) is { } remembered)
            return remembered.ToAsyncEnumerable();
        // Whoever reads from the first event does not rely on what was here before.
        if (from == 1 && to == long.MaxValue)
            recent.Forget(session);
        return events.Read(session, from, to, cancellation);
    }

    public async ValueTask SaveSnapshot(SessionKey session, Snapshot snapshot, CancellationToken cancellation = default)
    {
        if (!database.IsUp)
            return;
        try
        {
            await snapshots.Save(session, snapshot, cancellation);
        }
        catch (JournalUnavailableException)
        {
            // It may always be lost.
        }
    }

    public async ValueTask<Snapshot?> LoadSnapshot(SessionKey session, CancellationToken cancellation = default) =>
        spool.Find(session) is { Base: 0 } ? null : await snapshots.Load(session, cancellation);

    public async ValueTask<SessionSummary?> Find(SessionKey session, CancellationToken cancellation = default) =>
        (spool.Find(session) is { } kept ? await spool.Summary(kept) : null) ?? await sessions.Find(session, cancellation);

    public async ValueTask<SessionPage> List(SessionQuery query, CancellationToken cancellation = default) => await sessions.List(query, cancellation);

    public async ValueTask<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation = default) =>
        heads.Count == 0 ? [] : await sessions.FindByHead(team, heads, cancellation);

    public async ValueTask<IReadOnlyList<SessionSummary>> FindByLocalOnly(
        string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation = default) =>
        messages.Count == 0 ? [] : await sessions.FindByLocalOnly(team, messages, cancellation);

    public async ValueTask<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation = default) =>
        await sessions.Children(parent, cancellation);

    public async ValueTask<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
        await sessions.IdleSince(before, limit, cancellation);

    public async ValueTask<SessionMark?> LookUp(SessionKey session, CancellationToken cancellation = default)
    {
        if (!options.SharesSessions || !database.IsUp || spool.Find(session) is not null)
            return null;
        try
        {
            return await sessions.LookUp(session, cancellation);
        }
        catch (JournalUnavailableException)
        {
            return null;
        }
    }

    public async ValueTask<bool> Delete(SessionKey session, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var deletion = new Deletion(session);
        writer.Submit(deletion);
        return await deletion.Existed;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
            return;
        await writer.Stop();
        await database.DisposeAsync();
        await spool.DisposeAsync();
    }
}
