using Trooper.Core.Conversations;
using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>
/// The journal of a single process, in files that people can read. Appends of all sessions go to one log, which is flushed for many of them at once; in the
/// background the log's events are filed with their sessions, and the log is dropped. Lists and searches are answered from summaries held in memory.
/// </summary>
public sealed class FileJournal : IJournal
{
    private readonly SessionIndex index;
    private readonly BlockFiles blocks;
    private readonly EventReader reader;
    private readonly SnapshotFiles snapshots;
    private readonly Eraser eraser;
    private readonly Filing filing;
    private readonly LogWriter log;
    private readonly ITimer idleTimer;
    private readonly FolderLock folderLock;
    private int isDisposed;

    internal FileJournal(JournalFiles files, FileJournalOptions options, TimeProvider time)
    {
        (index, blocks, reader, snapshots, eraser, folderLock) = (files.Index, files.Blocks, files.Reader, files.Snapshots, files.Eraser, files.Lock);
        filing = new Filing(files.BeginFiling, files.Report);
        foreach (var segment in files.Segments.SkipLast(1))
            filing.File(segment);
        log = new LogWriter(files.Folder, options, files.Segments[^1], filing.File, files.Report);
        idleTimer = time.CreateTimer(_ => CheckIdle(), null, options.FileWhenIdleFor, options.FileWhenIdleFor);
    }

    /// <exception cref="JournalLockedException">Another process has the folder.</exception>
    public static Task<FileJournal> Open(FileJournalOptions options, Action<JournalNotice> report, TimeProvider time) =>
        Task.Run(() => new FileJournal(JournalFiles.Open(options, report), options, time));

    public ValueTask Append(
        SessionKey session, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary, CancellationToken cancellation = default)
    {
        if (summary.Key != session)
            throw new ArgumentException($"the summary of {summary.Key} was given for {session}", nameof(summary));
        try
        {
            cancellation.ThrowIfCancellationRequested();
            var request = new AppendRequest(index, blocks, session, expectedVersion, events, summary);
            log.Submit(request);
            // Handed over, it will be written: whoever stopped waiting could not know whether it was.
            return new(request.Done);
        }
        catch (Exception failure)
        {
            return ValueTask.FromException(failure); // to be met where the append is awaited, which may be later
        }
    }

    public IAsyncEnumerable<RecordedEvent> Read(
        SessionKey session, long fromVersion = 1, long toVersion = long.MaxValue, CancellationToken cancellation = default) =>
        index.Find(session) is { } entry ? reader.Read(entry, fromVersion, toVersion, cancellation).ToAsyncEnumerable() : AsyncEnumerable.Empty<RecordedEvent>();

    public async ValueTask SaveSnapshot(SessionKey session, Snapshot snapshot, CancellationToken cancellation = default)
    {
        if (index.Find(session) is { } entry)
            await filing.Do(() => snapshots.Save(entry, snapshot));
    }

    public ValueTask<Snapshot?> LoadSnapshot(SessionKey session, CancellationToken cancellation = default) =>
        new(index.Find(session) is { } entry ? snapshots.Load(entry) : null);

    public ValueTask<SessionSummary?> Find(SessionKey session, CancellationToken cancellation = default) => new(index.Find(session)?.Summary);

    public ValueTask<SessionPage> List(SessionQuery query, CancellationToken cancellation = default) => new(index.List(query));

    public ValueTask<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation = default) =>
        new(index.FindByHead(team, heads));

    public ValueTask<IReadOnlyList<SessionSummary>> FindByLocalOnly(
        string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation = default) => new(index.FindByLocalOnly(team, messages));

    public ValueTask<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation = default) => new(index.Children(parent));

    public ValueTask<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
        new(index.IdleSince(before, limit));

    public async ValueTask<bool> Delete(SessionKey session, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new DeleteRequest(index, session);
        log.Submit(request);
        if (await request.Departure is not { } departure)
            return false;
        await filing.Do(() => eraser.Erase(departure));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
            return;
        await idleTimer.DisposeAsync();
        await log.Stop();
        await filing.Stop();
        log.Dispose();
        folderLock.Dispose();
    }

    private void CheckIdle()
    {
        log.Submit(new IdleCheck());
        filing.Retry();
    }
}
