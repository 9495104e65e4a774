namespace Trooper.Core.Sessions;

/// <summary>Watching a session as it goes on.</summary>
public sealed partial class SessionActor
{
    private readonly SessionFeed feed = new();

    /// <inheritdoc cref="ISession.WatchStamp"/>
    public int WatchStamp => feed.Stamp;

    /// <summary>Joins the watchers.</summary>
    /// <param name="after">The last update that the watcher had; null to begin with what happens from now on.</param>
    /// <remarks>A watcher that has nothing of the session yet (<see cref="UpdateId.BeforeAll"/>) may come before the session does.</remarks>
    /// <returns>What it missed, with the SITREP as it is now, and where the rest will come; null for a session that does not exist.</returns>
    public async ValueTask<(IReadOnlyList<SessionUpdate> Missed, Watcher Next)?> Join(UpdateId? after, CancellationToken cancellation)
    {
        await Settle(cancellation);
        await CatchUp(cancellation);
        if (!session.IsOpened && after is not { Version: 0 })
            return null;
        var missed = new List<SessionUpdate>();
        if (after is { } last)
        {
            await foreach (var recorded in journal.Read(key, last.Version, cancellation: cancellation))
                missed.AddRange(UpdatesOf(recorded).Where(update => update.Id.IsAfter(last)));
        }
        missed.Add(new SitrepUpdate(new(session.Version, SitrepPlace), session.Insight.Report));
        return (missed, feed.Join());
    }

    public void Leave(Watcher watcher) => feed.Leave(watcher);

    public void Delta(int turn, int start, string text) => feed.Tell(new DeltaUpdate(new(session.Version, SitrepPlace), turn, start, text));

    /// <summary>Behind all updates of an event's own.</summary>
    private const int SitrepPlace = 1_000_000;

    private void Tell(RecordedEvent recorded)
    {
        if (!feed.IsWatched)
            return;
        foreach (var update in UpdatesOf(recorded))
            feed.Tell(update);
        if (recorded.Event is TurnCompleted or TurnFailed or MessageAppended)
            feed.Tell(new SitrepUpdate(new(recorded.Version, SitrepPlace), session.Insight.Report));
    }

    private IEnumerable<SessionUpdate> UpdatesOf(RecordedEvent recorded) =>
        SessionFeed.UpdatesOf(recorded, session.Tree, new MessageReader(session, journal).FirstAt(recorded.Version));
}
