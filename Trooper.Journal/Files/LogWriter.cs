namespace Trooper.Journal.Files;

/// <summary>
/// Writes the log on a thread of its own: whatever has queued while the disk was busy goes out in one write and one flush, without waiting for more.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private readonly Inbox<LogRequest> _inbox = new();
    private readonly JournalFolder _folder;
    private readonly FileJournalOptions _options;
    private readonly Action<LogSegment> _onSealed;
    private readonly Action<JournalNotice> _report;
    private readonly Task _thread;
    private readonly List<ReadOnlyMemory<byte>> _lines = [];
    private readonly List<LogRequest> _staged = [];
    private LogSegment _segment;
    private long _lengthWhenChecked;

    public LogWriter(JournalFolder folder, FileJournalOptions options, LogSegment segment, Action<LogSegment> onSealed, Action<JournalNotice> report)
    {
        (_folder, _options, _segment, _onSealed, _report) = (folder, options, segment, onSealed, report);
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Submit(LogRequest request) => _inbox.Put(request);

    /// <summary>Writes what has queued, then ends.</summary>
    public async Task Stop()
    {
        _inbox.Close();
        await _thread;
    }

    public void Dispose() => _segment.Dispose();

    private void Run()
    {
        var batch = new List<LogRequest>();
        while (_inbox.Take(ref batch, wait: true))
        {
            Write(batch);
            if (_segment.Length >= _options.MaxLogBytes || batch.OfType<IdleCheck>().Any(_ => IsIdle()))
                Seal();
            foreach (var request in batch)
                request.Dispose();
            batch.Clear();
        }
    }

    private void Write(List<LogRequest> batch)
    {
        _staged.Clear();
        _lines.Clear();
        foreach (var request in batch)
        {
            if (!request.Stage())
                continue;
            _staged.Add(request);
            _lines.Add(request.Lines.Memory);
        }
        if (_staged.Count == 0)
            return;
        var offset = _segment.Length;
        try
        {
            _segment.Append(_lines, _lines.Sum(lines => (long)lines.Length), _options.FlushToDisk, _options.Reached);
        }
        catch (Exception failure)
        {
            // Every caller of the batch gets the failure: none of it counts as written, and the next write removes what was.
            foreach (var request in _staged)
                request.Fail(failure);
            return;
        }
        Publish(offset);
    }

    private void Publish(long offset)
    {
        foreach (var request in _staged)
        {
            request.Publish(_segment, offset);
            offset += request.Lines.Length;
        }
        foreach (var request in _staged)
            request.Complete();
    }

    private bool IsIdle()
    {
        var isIdle = _segment.Length > 0 && _segment.Length == _lengthWhenChecked;
        _lengthWhenChecked = _segment.Length;
        return isIdle;
    }

    /// <summary>Goes on in a new file. Where none can be made the old one grows, until one can.</summary>
    private void Seal()
    {
        LogSegment next;
        try
        {
            next = LogSegment.Open(_folder, _segment.Number + 1);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _report(new JournalNotice(JournalNoticeKind.WriteFailed, _folder.SegmentFile(_segment.Number + 1), "a new part of the log could not be begun", failure));
            return;
        }
        var full = _segment;
        (_segment, _lengthWhenChecked) = (next, 0);
        _onSealed(full);
    }
}
