using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>Events of a session and the summary that commits them. The lines are made on the caller's thread.</summary>
internal sealed class AppendRequest : LogRequest
{
    private readonly SessionIndex _index;
    private readonly SessionSummary _summary;
    private readonly SessionKey _key;
    private readonly long _expectedVersion;
    private readonly LineMark _mark;
    private readonly int _eventsLength;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEntry? _session;

    public AppendRequest(SessionIndex index, SessionKey key, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary)
    {
        (_index, _key, _summary, _expectedVersion) = (index, key, summary, expectedVersion);
        _mark = LineMark.Commit(expectedVersion + 1, expectedVersion + events.Count);
        for (var position = 0; position < events.Count; position++)
            EventLines.Write(Lines, _mark.From + position, events[position]);
        _eventsLength = Lines.Length;
        EventLines.Write(Lines, _mark, summary);
    }

    public Task Done => _done.Task;

    public override bool Stage()
    {
        _session = _index.GetOrAdd(_key);
        var actual = ActualVersion(_session.Staged);
        if (actual != _expectedVersion)
        {
            Fail(new VersionConflictException(_key, _expectedVersion, actual), undo: false);
            return false;
        }
        _session.Staged = new StagedSession(_mark.To, Exists: true, IsLeaving: false);
        return true;
    }

    public override void Publish(LogSegment segment, long offset)
    {
        segment.Sessions.Add(_session!);
        _index.Append(_session!, new Extent(segment, offset, _eventsLength, Lines.Length, _mark), _summary);
    }

    public override void Complete() => _done.SetResult();

    public override void Fail(Exception cause) => Fail(cause, undo: true);

    private void Fail(Exception cause, bool undo)
    {
        if (undo)
            _session!.Settle();
        if (_session is { Staged: { Exists: false, IsLeaving: false } })
            _index.Remove(_session);
        _done.SetException(cause);
    }

    /// <summary>A session that is being erased takes nothing: it is still there for whoever expects none, and gone for whoever expects it.</summary>
    private long ActualVersion(StagedSession staged) =>
        !staged.IsLeaving ? staged.Version : _expectedVersion == 0 ? Math.Max(1, staged.Version) : 0;
}
