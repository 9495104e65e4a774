namespace Trooper.Journal.Files;

/// <summary>
/// Something to be written to the log. Requests are staged one after the other, written together, and published when they are durable;
/// all of it on the log writer's thread. Whoever waits goes on elsewhere.
/// </summary>
internal abstract class LogRequest : IDisposable
{
    public PooledBuffer Lines { get; } = new();

    /// <summary>Whoever waits for it relies on it after a power cut. Otherwise it may wait for the next flush: the end of the process it survives all the same.</summary>
    public virtual bool MustBeOnDisk => true;

    /// <summary>Decides whether the lines are to be written, given what was staged before. A request that says no has answered its caller.</summary>
    public abstract bool Stage();

    /// <summary>The lines are durable: readers may see what they say.</summary>
    public abstract void Publish(LogSegment segment, long offset);

    /// <summary>Tells the caller that it is done.</summary>
    public abstract void Complete();

    /// <summary>Nothing was written: what was staged is undone, and the caller told.</summary>
    public abstract void Fail(Exception cause);

    public void Dispose() => Lines.Dispose();
}
