namespace Trooper.Journal.Files;

/// <summary>
/// Writes the log on a thread of its own: whatever has queued while the disk was busy goes out in one write and one flush, without waiting for more.
/// </summary>
internal sealed class LogWriter : IDisposable
{
    private readonly Inbox<LogRequest> inbox = new();
    private readonly JournalFolder folder;
    private readonly FileJournalOptions options;
    private readonly Action<LogSegment> onSealed;
    private readonly Action<JournalNotice> report;
    private readonly Task thread;
    private readonly List<ReadOnlyMemory<byte>> lines = [];
    private readonly List<LogRequest> staged = [];
    private LogSegment segment;
    private long lengthWhenChecked;
    private bool isFlushDue;

    public LogWriter(JournalFolder folder, FileJournalOptions options, LogSegment segment, Action<LogSegment> onSealed, Action<JournalNotice> report)
    {
        (this.folder, this.options, this.segment, this.onSealed, this.report) = (folder, options, segment, onSealed, report);
        thread = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public void Submit(LogRequest request) => inbox.Put(request);

    /// <summary>Writes what has queued, then ends.</summary>
    public async Task Stop()
    {
        inbox.Close();
        await thread;
    }

    public void Dispose() => this.segment.Dispose();

    private void Run()
    {
        var batch = new List<LogRequest>();
        while (inbox.Take(ref batch, wait: true))
        {
            Write(batch);
            if (this.segment.Length >= this.options.MaxLogBytes || batch.OfType<IdleCheck>().Any(_ => IsIdle()))
                Seal();
            foreach (var request in batch)
                request.Dispose();
            batch.Clear();
        }
    }

    private void Write(List<LogRequest> batch)
    {
        staged.Clear();
        this.lines.Clear();
        foreach (var request in batch)
        {
            if (!request.Stage())
                continue;
            staged.Add(request);
            this.lines.Add(request.Lines.Memory);
        }
        if (staged.Count == 0)
            return;
        var offset = this.segment.Length;
        var flush = this.options.FlushToDisk && staged.Exists(request => request.MustBeOnDisk);
        try
        {
            this.segment.Append(this.lines, this.lines.Sum(lines => (long)lines.Length), flush, this.options.Reached);
            isFlushDue = this.options.FlushToDisk && !flush;
        }
        catch (Exception failure)
        {
            // Every caller of the batch gets the failure: none of it counts as written, and the next write removes what was.
            foreach (var request in staged)
                request.Fail(failure);
            return;
        }
        Publish(offset);
    }

    private void Publish(long offset)
    {
        foreach (var request in staged)
        {
            request.Publish(this.segment, offset);
            offset += request.Lines.Length;
        }
        foreach (var request in staged)
            request.Complete();
    }

    private bool IsIdle()
    {
        var isIdle = this.segment.Length > 0 && this.segment.Length == lengthWhenChecked;
        lengthWhenChecked = this.segment.Length;
        return isIdle;
    }

    /// <summary>Goes on in a new file. Where none can be made the old one grows, until one can.</summary>
    private void Seal()
    {
        LogSegment next;
        try
        {
            // What comes in the next part must not be durable before what this one holds.
            if (isFlushDue)
                this.segment.Flush();
            isFlushDue = false;
            next = LogSegment.Open(this.folder, this.segment.Number + 1);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            this.report(new JournalNotice(JournalNoticeKind.WriteFailed, this.folder.SegmentFile(this.segment.Number + 1), "a new part of the log could not be begun", failure));
            return;
        }
        var full = this.segment;
        (this.segment, lengthWhenChecked) = (next, 0);
        this.onSealed(full);
    }
}
