using System.Collections.Concurrent;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;

namespace Trooper.Journal.Postgres;

/// <summary>
/// What was appended while the database was away: a file journal of its own, in which a session begins with the first event that the database may lack.
/// Only the writer adds and removes.
/// </summary>
internal sealed class Spool : IAsyncDisposable
{
    private const int MaxProcesses = 16;

    private readonly ConcurrentDictionary<SessionKey, SpooledSession> sessions = [];
    private readonly FileJournal files;
    private readonly long maxBytes;
    private long bytes;

    private Spool(FileJournal files, long maxBytes) => (this.files, this.maxBytes) = (files, maxBytes);

    /// <summary>How many sessions are kept.</summary>
    public int Sessions => sessions.Count;

    /// <summary>How much they take.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    /// <summary>Opens the folder, with what an earlier process left there.</summary>
    public static async Task<Spool> Open(PostgresJournalOptions options, Action<JournalNotice> report, TimeProvider time)
    {
        var spool = new Spool(await OpenFiles(options.SpoolFolder, report, time), options.MaxSpoolBytes);
        foreach (var kept in await spool.files.IdleSince(DateTimeOffset.MaxValue, int.MaxValue))
            await spool.Count(kept);
        foreach (var other in Directory.GetDirectories(options.SpoolFolder))
            await spool.TakeOver(other, report, time);
        return spool;
    }

    public SpooledSession? Find(SessionKey session) => sessions.GetValueOrDefault(session);

    /// <summary>Any session that is to be brought to the database; null when there is none.</summary>
    public SpooledSession? Next()
    {
        foreach (var (_, session) in sessions)
        {
            if (!session.IsRefused)
                return session;
        }
        return null;
    }

    /// <summary>The database takes all but this one: it stays here until the next start.</summary>
    public void SetRefused(SessionKey session) => sessions[session] = sessions[session] with { IsRefused = true };

    /// <exception cref="JournalUnavailableException">The spool is full.</exception>
    public async Task Add(SessionChange change)
    {
        var before = Find(change.Key) ?? new SpooledSession(change.Key, change.Expected, change.Expected, 0);
        if (before.Version != change.Expected)
            throw new VersionConflictException(change.Key, change.Expected, before.Version);
        if (bytes + change.Size > maxBytes)
            throw new JournalUnavailableException($"The sessions' database cannot be reached, and the {maxBytes >> 20} MB that are kept here meanwhile are full; try again later.");
        sessions[change.Key] = before with { Version = change.Version, Bytes = before.Bytes + change.Size };
        bytes += change.Size;
        try
        {
            await files.Append(before.KeptAs, before.Version - before.Base, change.Events, change.Summary with { SessionId = before.KeptAs.Id });
        }
        catch
        {
            TakeBack(change);
            throw;
        }
    }

    /// <summary>Its events from a version on, as they are numbered in the session.</summary>
    public async IAsyncEnumerable<RecordedEvent> Read(SpooledSession session, long from, long to)
    {
        await foreach (var (version, happened) in files.Read(session.KeptAs, from - session.Base, to - session.Base))
            yield return new(version + session.Base, happened);
    }

    public async ValueTask<SessionSummary?> Summary(SpooledSession session) =>
        await files.Find(session.KeptAs) is { } summary ? summary with { SessionId = session.Key.Id } : null;

    public async Task<bool> Remove(SessionKey key)
    {
        if (Find(key) is not { } session)
            return false;
        await files.Delete(session.KeptAs);
        sessions.TryRemove(key, out _);
        bytes -= session.Bytes;
        return true;
    }

    public ValueTask DisposeAsync() => files.DisposeAsync();

    // Processes that share a database may share a data folder: each has a spool of its own.
    private static async Task<FileJournal> OpenFiles(string folder, Action<JournalNotice> report, TimeProvider time)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await FileJournal.Open(new() { Folder = Path.Combine(folder, $"{number}") }, report, time);
            }
            catch (JournalLockedException) when (number < MaxProcesses)
            {
                continue;
            }
        }
    }

    /// <summary>What a process left behind that has ended would wait for another to take its folder.</summary>
    private async Task TakeOver(string folder, Action<JournalNotice> report, TimeProvider time)
    {
        try
        {
            await using var left = await FileJournal.Open(new() { Folder = folder }, report, time);
            foreach (var kept in await left.IdleSince(DateTimeOffset.MaxValue, int.MaxValue))
            {
                var (key, from, _, _) = SpooledSession.Parse(kept);
                var events = await left.Read(kept).Select(recorded => recorded.Event).ToListAsync();
                await Add(new(key, from, events, (await left.Find(kept))! with { SessionId = key.Id }));
                await left.Delete(kept);
            }
        }
        catch (JournalLockedException)
        {
            // It is this one, or its process lives.
        }
        catch (Exception refused) when (refused is JournalUnavailableException or VersionConflictException)
        {
            report(new JournalNotice(JournalNoticeKind.WriteFailed, folder, $"what is kept there stays there for now: {refused.Message}"));
        }
    }

    private async Task Count(SessionKey kept)
    {
        var session = SpooledSession.Parse(kept);
        var events = await files.Read(kept).Select(recorded => recorded.Event).ToListAsync();
        var size = events.Sum(happened => (long)SessionChange.StoredForm(happened).Json.Length);
        sessions[session.Key] = session with { Version = session.Base + events.Count, Bytes = size };
        bytes += size;
    }

    private void TakeBack(SessionChange change)
    {
        bytes -= change.Size;
        var session = sessions[change.Key];
        var version = Math.Min(session.Version, change.Expected);
        if (version == session.Base)
            sessions.TryRemove(change.Key, out _);
        else
            sessions[change.Key] = session with { Version = version, Bytes = session.Bytes - change.Size };
    }
}
