using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// What is held in memory of a session: its summary, its version and where its latest events stand in the log.
/// </summary>
internal sealed class SessionEntry(SessionKey key)
{
    private readonly List<Extent> extents = [];
    private volatile SessionSummary? summary;

    public SessionKey Key => key;

    /// <summary>Null for a session that nobody can see: its first append is under way, or it is being erased.</summary>
    public SessionSummary? Summary => this.summary;

    public long Version { get; private set; }

    /// <summary>Up to where the session's own file has its events. Readers take later ones from the log.</summary>
    public long FiledVersion { get; private set; }

    /// <summary>Set when it was deleted: its files are being erased, and it takes no appends until they are gone.</summary>
    public Departure? Departure { get; private set; }

    public bool IsLeaving => Departure is not null;

    /// <summary>What the session will be once the batch that is being written is durable. The log writer's own.</summary>
    public StagedSession Staged { get; set; }

    public void Load(SessionSummary summary, long version)
    {
        this.summary = summary;
        Version = FiledVersion = version;
        Settle();
    }

    public void Append(Extent extent, SessionSummary summary)
    {
        lock (extents)
        {
            extents.Add(extent);
            Version = Math.Max(Version, extent.Mark.To);
            this.summary = summary;
        }
    }

    /// <summary>The log holds this again after a start, though it may have been filed already.</summary>
    /// <returns>Whether its summary is later than that of the filed events.</returns>
    public bool Replay(Extent extent)
    {
        extents.Add(extent);
        Version = Math.Max(Version, extent.Mark.To);
        Settle();
        return extent.Mark.To >= FiledVersion;
    }

    public void Summarise(SessionSummary summary)
    {
        this.summary = summary;
        Settle();
    }

    public void Leave(Departure departure)
    {
        lock (extents)
        {
            this.summary = null;
            Departure = departure;
        }
        Settle();
    }

    public void Settle() => Staged = new StagedSession(Version, this.summary is not null, IsLeaving);

    public void FiledUpTo(long version)
    {
        lock (extents)
            FiledVersion = Math.Max(FiledVersion, version);
    }

    public void Forget(LogSegment segment)
    {
        lock (extents)
        {
            extents.RemoveAll(extent => extent.Segment == segment);
            if (extents.Count == 0)
                extents.TrimExcess();
        }
    }

    /// <summary>All that stands in the log of this session, filed or not.</summary>
    public IReadOnlyList<Extent> InLog()
    {
        lock (extents)
            return [.. extents];
    }

    /// <summary>The places of the events of a range, whose parts of the log stay readable until the plan is disposed.</summary>
    public ReadPlan PlanRead(long from, long to)
    {
        lock (extents)
        {
            if (IsLeaving)
                return ReadPlan.Nothing;
            var pending = extents.Where(extent => extent.HasEvents && extent.Mark.To > FiledVersion && extent.Mark.From <= to && extent.Mark.To >= from);
            return new ReadPlan(Math.Max(from, 1), Math.Min(to, Version), FiledVersion, [.. pending]);
        }
    }
}

internal readonly record struct StagedSession(long Version, bool Exists, bool IsLeaving);
