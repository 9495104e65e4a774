namespace Trooper.Journal.Files;

/// <summary>
/// The one thread that writes the files beside the log: it files what the log has gathered and erases what was deleted. Being one, it needs no locks
/// between the two; an erasure or a snapshot never waits for more than a step of the filing.
/// </summary>
internal sealed class Filing
{
    private readonly Inbox<Action> _inbox = new();
    private readonly Queue<LogSegment> _sealed = new();
    private readonly Func<LogSegment, SegmentFiling> _begin;
    private readonly Action<JournalNotice> _report;
    private readonly Task _thread;
    private SegmentFiling? _current;
    private bool _isHeldUp;

    public Filing(Func<LogSegment, SegmentFiling> begin, Action<JournalNotice> report)
    {
        (_begin, _report) = (begin, report);
        _thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private bool HasSomethingToFile => !_isHeldUp && (_current is not null || _sealed.Count > 0);

    public void File(LogSegment segment) => _inbox.Put(() => _sealed.Enqueue(segment));

    /// <summary>Tries again what failed. So does any work that comes.</summary>
    public void Retry() => _inbox.Put(() => { });

    /// <summary>Lets work be done on this thread, and says when it is.</summary>
    public Task Do(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.Put(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task;
    }

    /// <summary>Ends after the step under way. What is not filed by then stays in the log.</summary>
    public async Task Stop()
    {
        _inbox.Close();
        await _thread;
        _current?.Segment.Dispose();
        foreach (var segment in _sealed)
            segment.Dispose();
    }

    private void Run()
    {
        var work = new List<Action>();
        while (_inbox.Take(ref work, wait: !HasSomethingToFile))
        {
            if (work.Count > 0)
                _isHeldUp = false;
            foreach (var item in work)
                item();
            work.Clear();
            if (HasSomethingToFile)
                Step();
        }
    }

    private void Step()
    {
        try
        {
            _current ??= _begin(_sealed.Peek());
            if (_current.Step())
                return;
            _current = null;
            _sealed.Dequeue();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _current = null;
            _isHeldUp = true;
            _report(new JournalNotice(JournalNoticeKind.WriteFailed, _sealed.Peek().Path, "the log could not be filed yet, it is tried again later", failure));
        }
    }
}
