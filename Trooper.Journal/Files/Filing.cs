namespace Trooper.Journal.Files;

/// <summary>
/// The one thread that writes the files beside the log: it files what the log has gathered and erases what was deleted. Being one, it needs no locks
/// between the two; an erasure or a snapshot never waits for more than a step of the filing.
/// </summary>
internal sealed class Filing
{
    private readonly Inbox<Action> inbox = new();
    private readonly Queue<LogSegment> sealedLogs = new();
    private readonly Func<LogSegment, SegmentFiling> begin;
    private readonly Action<JournalNotice> report;
    private readonly Task thread;
    private SegmentFiling? current;
    private bool isHeldUp;

    public Filing(Func<LogSegment, SegmentFiling> begin, Action<JournalNotice> report)
    {
        (this.begin, this.report) = (begin, report);
        thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private bool HasSomethingToFile => !isHeldUp && (current is not null || sealedLogs.Count > 0);

    public void File(LogSegment segment) => inbox.Put(() => sealedLogs.Enqueue(segment));

    /// <summary>Tries again what failed. So does any work that comes.</summary>
    public void Retry() => inbox.Put(() => { });

    /// <summary>Lets work be done on this thread, and says when it is.</summary>
    public Task Do(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        inbox.Put(() =>
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
        inbox.Close();
        await thread;
        current?.Segment.Dispose();
        foreach (var segment in sealedLogs)
            segment.Dispose();
    }

    private void Run()
    {
        var work = new List<Action>();
        while (inbox.Take(ref work, wait: !HasSomethingToFile))
        {
            if (work.Count > 0)
                isHeldUp = false;
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
            current ??= this.begin(sealedLogs.Peek());
            if (current.Step())
                return;
            current = null;
            sealedLogs.Dequeue();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            current = null;
            isHeldUp = true;
            this.report(new JournalNotice(JournalNoticeKind.WriteFailed, sealedLogs.Peek().Path, "the log could not be filed yet, it is tried again later", failure));
        }
    }
}
