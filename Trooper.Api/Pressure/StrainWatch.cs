namespace Trooper.Api.Pressure;

/// <summary>
/// Measures the strain from a thread of its own, which runs even when the pool's are all busy: it queues a piece of work as any other and looks how long
/// that has to wait.
/// </summary>
internal sealed class StrainWatch(LoadShedder shedder, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private const int LooksPerMemory = 20;

    private readonly ManualResetEventSlim over = new();
    private Probe probe = new(0);
    private Thread? thread;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        thread = new Thread(Run) { IsBackground = true, Name = "strain", Priority = ThreadPriority.AboveNormal };
        thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        over.Set();
        return Task.CompletedTask;
    }

    // Where the start failed, nobody has stopped it.
    public void Dispose()
    {
        over.Set();
        thread?.Join();
        over.Dispose();
    }

    private void Run()
    {
        var memory = 0.0;
        Queue();
        for (var look = 0; !over.Wait(Interval); look++)
        {
            if (look % LooksPerMemory == 0)
                memory = (double)Environment.WorkingSet / GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
            var ranAt = Volatile.Read(ref probe.RanAt);
            shedder.Observe(new(time.GetElapsedTime(probe.QueuedAt, ranAt == 0 ? time.GetTimestamp() : ranAt), memory));
            if (ranAt != 0)
                Queue();
        }
    }

    private void Queue()
    {
        probe = new(time.GetTimestamp());
        ThreadPool.UnsafeQueueUserWorkItem(static queued => Volatile.Write(ref queued.Probe.RanAt, queued.Time.GetTimestamp()), (Probe: probe, Time: time), preferLocal: false);
    }

    private sealed class Probe(long queuedAt)
    {
        public readonly long QueuedAt = queuedAt;

        /// <summary>0 while it waits.</summary>
        public long RanAt;
    }
}
