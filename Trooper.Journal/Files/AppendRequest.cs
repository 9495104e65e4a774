using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>Events of a session and the summary that commits them. The lines are made on the caller's thread.</summary>
internal sealed class AppendRequest : LogRequest
{
    private readonly SessionIndex index;
    private readonly BlockFiles blockFiles;
    private readonly List<Block> blocks = [];
    private readonly SessionSummary summary;
    private readonly SessionKey key;
    private readonly long expectedVersion;
    private readonly LineMark mark;
    private readonly int eventsLength;
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEntry? session;

    public AppendRequest(SessionIndex index, BlockFiles blockFiles, SessionKey key, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary)
    {
        (this.index, this.blockFiles, this.key, this.summary, this.expectedVersion) = (index, blockFiles, key, summary, expectedVersion);
        mark = LineMark.Commit(expectedVersion + 1, expectedVersion + events.Count);
        MustBeOnDisk = events.Any(happened => happened is not (SessionOpened or TurnBegan or FellBack or HandedOver));
        for (var position = 0; position < events.Count; position++)
            blocks.AddRange(EventLines.Write(Lines, mark.From + position, events[position]));
        eventsLength = Lines.Length;
        EventLines.Write(Lines, mark, summary);
    }

    public Task Done => done.Task;

    /// <summary>The beginning of a turn is acknowledged to nobody; its end is, and is flushed behind it.</summary>
    public override bool MustBeOnDisk { get; }

    public override bool Stage()
    {
        session = this.index.GetOrAdd(this.key);
        var actual = ActualVersion(session.Staged);
        if (actual != this.expectedVersion)
        {
            Fail(new VersionConflictException(this.key, this.expectedVersion, actual), undo: false);
            return false;
        }
        if (blocks.Count > 0 && !KeepBlocks())
            return false;
        session.Staged = new StagedSession(mark.To, Exists: true, IsLeaving: false);
        return true;
    }

    public override void Publish(LogSegment segment, long offset)
    {
        segment.Sessions.Add(session!);
        this.index.Append(session!, new Extent(segment, offset, eventsLength, Lines.Length, mark), this.summary);
    }

    public override void Complete() => done.SetResult();

    public override void Fail(Exception cause) => Fail(cause, undo: true);

    // Before the events that refer to them.
    private bool KeepBlocks()
    {
        try
        {
            this.blockFiles.Keep(JournalFolder.PlaceOf(this.key).Name, blocks);
            return true;
        }
        catch (Exception failure)
        {
            Fail(failure, undo: false);
            return false;
        }
    }

    private void Fail(Exception cause, bool undo)
    {
        if (undo)
            session!.Settle();
        if (session is { Staged: { Exists: false, IsLeaving: false } })
            this.index.Remove(session);
        done.SetException(cause);
    }

    /// <summary>A session that is being erased takes nothing: it is still there for whoever expects none, and gone for whoever expects it.</summary>
    private long ActualVersion(StagedSession staged) =>
        !staged.IsLeaving ? staged.Version : this.expectedVersion == 0 ? Math.Max(1, staged.Version) : 0;
}
