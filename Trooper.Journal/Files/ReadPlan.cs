namespace Trooper.Journal.Files;

/// <summary>Where the events of a range were at one moment: up to <see cref="FiledVersion"/> in the session's file, the rest in the log.</summary>
internal sealed class ReadPlan : IDisposable
{
    public static readonly ReadPlan Nothing = new(1, 0, 0, []);

    public ReadPlan(long from, long to, long filedVersion, IReadOnlyList<Extent> inLog)
    {
        (From, To, FiledVersion, InLog) = (from, to, filedVersion, inLog);
        // The log's file may be dropped while it is read; the handle then stays open until the plan is done.
        foreach (var extent in inLog)
        {
            var held = false;
            extent.Segment.File.DangerousAddRef(ref held);
        }
    }

    public long From { get; }

    public long To { get; }

    public long FiledVersion { get; }

    public IReadOnlyList<Extent> InLog { get; }

    public bool Includes(LineMark mark) => mark.Kind == LineKind.Event && mark.From >= From && mark.From <= To;

    public void Dispose()
    {
        foreach (var extent in InLog)
            extent.Segment.File.DangerousRelease();
    }
}
