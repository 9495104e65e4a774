using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>The session is to be erased. Once that is in the log, a crash only delays it.</summary>
internal sealed class DeleteRequest : LogRequest
{
    private readonly SessionIndex _index;
    private readonly SessionKey _key;
    private readonly TaskCompletionSource<Departure?> _departure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEntry? _session;

    public DeleteRequest(SessionIndex index, SessionKey key)
    {
        (_index, _key) = (index, key);
        SessionKeyJson.WriteLine(Lines, LineKind.Delete, key);
    }

    /// <summary>Null when there is no such session.</summary>
    public Task<Departure?> Departure => _departure.Task;

    public override bool Stage()
    {
        _session = _index.Find(_key);
        if (_session is { Staged.Exists: true })
        {
            _session.Staged = _session.Staged with { Exists = false, IsLeaving = true };
            return true;
        }
        _departure.SetResult(_session?.Departure);
        return false;
    }

    public override void Publish(LogSegment segment, long offset)
    {
        var departure = new Departure(_session!, segment, offset, Lines.Length);
        segment.Departures.Add(departure);
        _index.Leave(_session!, departure);
    }

    public override void Complete() => _departure.SetResult(_session!.Departure);

    public override void Fail(Exception cause)
    {
        _session!.Settle();
        _departure.SetException(cause);
    }
}
