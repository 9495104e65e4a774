using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>The session is to be erased. Once that is in the log, a crash only delays it.</summary>
internal sealed class DeleteRequest : LogRequest
{
    private readonly SessionIndex index;
    private readonly SessionKey key;
    private readonly TaskCompletionSource<Departure?> departure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEntry? session;

    public DeleteRequest(SessionIndex index, SessionKey key)
    {
        (this.index, this.key) = (index, key);
        SessionKeyJson.WriteLine(Lines, LineKind.Delete, key);
    }

    /// <summary>Null when there is no such session.</summary>
    public Task<Departure?> Departure => this.departure.Task;

    public override bool Stage()
    {
        session = this.index.Find(this.key);
        if (session is { Staged.Exists: true })
        {
            session.Staged = session.Staged with { Exists = false, IsLeaving = true };
            return true;
        }
        this.departure.SetResult(session?.Departure);
        return false;
    }

    public override void Publish(LogSegment segment, long offset)
    {
        var departure = new Departure(session!, segment, offset, Lines.Length);
        segment.Departures.Add(departure);
        this.index.Leave(session!, departure);
    }

    public override void Complete() => this.departure.SetResult(session!.Departure);

    public override void Fail(Exception cause)
    {
        session!.Settle();
        this.departure.SetException(cause);
    }
}
