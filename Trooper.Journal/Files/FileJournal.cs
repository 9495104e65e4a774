using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// The journal of a single process, in files that people can read. Appends of all sessions go to one log, which is flushed for many of them at once; in the
/// background the log's events are filed with their sessions, and the log is dropped. Lists and searches are answered from summaries held in memory.
/// </summary>
public sealed class FileJournal : IJournal
{
    private readonly SessionIndex _index;
    private readonly EventReader _reader;
    private readonly SnapshotFiles _snapshots;
    private readonly Eraser _eraser;
    private readonly Filing _filing;
    private readonly LogWriter _log;
    private readonly ITimer _idleTimer;
    private readonly FolderLock _lock;
    private int _isDisposed;

    internal FileJournal(JournalFiles files, FileJournalOptions options, TimeProvider time)
    {
        (_index, _reader, _snapshots, _eraser, _lock) = (files.Index, files.Reader, files.Snapshots, files.Eraser, files.Lock);
        _filing = new Filing(files.BeginFiling, files.Report);
        foreach (var segment in files.Segments.SkipLast(1))
            _filing.File(segment);
        _log = new LogWriter(files.Folder, options, files.Segments[^1], _filing.File, files.Report);
        _idleTimer = time.CreateTimer(_ => CheckIdle(), null, options.FileWhenIdleFor, options.FileWhenIdleFor);
    }

    /// <exception cref="JournalLockedException">Another process has the folder.</exception>
    public static Task<FileJournal> Open(FileJournalOptions options, Action<JournalNotice> report, TimeProvider time) =>
        Task.Run(() => new FileJournal(JournalFiles.Open(options, report), options, time));

    public async ValueTask Append(
        SessionKey session, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (summary.Key != session)
            throw new ArgumentException($"the summary of {summary.Key} was given for {session}", nameof(summary));
        var request = new AppendRequest(_index, session, expectedVersion, events, summary);
        _log.Submit(request);
        // Handed over, it will be written: whoever stopped waiting could not know whether it was.
        await request.Done;
    }

    public IAsyncEnumerable<RecordedEvent> Read(
        SessionKey session, long fromVersion = 1, long toVersion = long.MaxValue, CancellationToken cancellation = default) =>
        _index.Find(session) is { } entry ? _reader.Read(entry, fromVersion, toVersion, cancellation).ToAsyncEnumerable() : AsyncEnumerable.Empty<RecordedEvent>();

    public async ValueTask SaveSnapshot(SessionKey session, Snapshot snapshot, CancellationToken cancellation = default)
    {
        if (_index.Find(session) is { } entry)
            await _filing.Do(() => _snapshots.Save(entry, snapshot));
    }

    public ValueTask<Snapshot?> LoadSnapshot(SessionKey session, CancellationToken cancellation = default) =>
        new(_index.Find(session) is { } entry ? _snapshots.Load(entry) : null);

    public ValueTask<SessionSummary?> Find(SessionKey session, CancellationToken cancellation = default) => new(_index.Find(session)?.Summary);

    public ValueTask<SessionPage> List(SessionQuery query, CancellationToken cancellation = default) => new(_index.List(query));

    public ValueTask<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation = default) =>
        new(_index.FindByHead(team, heads));

    public ValueTask<IReadOnlyList<SessionSummary>> FindByLocalOnly(
        string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation = default) => new(_index.FindByLocalOnly(team, messages));

    public ValueTask<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation = default) => new(_index.Children(parent));

    public ValueTask<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation = default) =>
        new(_index.IdleSince(before, limit));

    public async ValueTask<bool> Delete(SessionKey session, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new DeleteRequest(_index, session);
        _log.Submit(request);
        if (await request.Departure is not { } departure)
            return false;
        await _filing.Do(() => _eraser.Erase(departure));
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        await _idleTimer.DisposeAsync();
        await _log.Stop();
        await _filing.Stop();
        _log.Dispose();
        _lock.Dispose();
    }

    private void CheckIdle()
    {
        _log.Submit(new IdleCheck());
        _filing.Retry();
    }
}
