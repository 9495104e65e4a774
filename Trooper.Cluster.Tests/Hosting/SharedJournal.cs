using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Cluster.Tests.Hosting;

/// <summary>One journal for all silos of a test, as a database is, that can be told to fail.</summary>
internal sealed class SharedJournal(IJournal inner) : IJournal
{
    private int appendsToRefuse;
    private volatile bool isAway;

    public bool IsShared => true;

    /// <summary>The next appends are not made.</summary>
    public void RefuseAppends(int count) => appendsToRefuse = count;

    /// <summary>The next append is made, and its writer never hears of it.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Nothing can be read or written.</summary>
    public bool IsAway { set => isAway = value; }

    public async ValueTask Append(SessionKey session, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary, CancellationToken cancellation = default)
    {
        if (isAway || Interlocked.Decrement(ref appendsToRefuse) >= 0)
            throw new JournalUnavailableException("the test took the journal away");
        await inner.Append(session, expectedVersion, events, summary, cancellation);
        if (!LosesNextAnswer)
            return;
        LosesNextAnswer = false;
        throw new JournalUnavailableException("the test lost the answer");
    }

    public IAsyncEnumerable<RecordedEvent> Read(SessionKey session, long fromVersion = 1, long toVersion = long.MaxValue, CancellationToken cancellation = default) =>
        Here().Read(session, fromVersion, toVersion, cancellation);

    public ValueTask SaveSnapshot(SessionKey session, Snapshot snapshot, CancellationToken cancellation = default) => Here().SaveSnapshot(session, snapshot, cancellation);

    public ValueTask<Snapshot?> LoadSnapshot(SessionKey session, CancellationToken cancellation = default) => Here().LoadSnapshot(session, cancellation);

    public ValueTask<SessionSummary?> Find(SessionKey session, CancellationToken cancellation = default) => Here().Find(session, cancellation);

    public ValueTask<SessionPage> List(SessionQuery query, CancellationToken cancellation = default) => Here().List(query, cancellation);

    public ValueTask<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation = default) =>
        Here().FindByHead(team, heads, cancellation);

    public ValueTask<IReadOnlyList<SessionSummary>> FindByLocalOnly(string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation = default) =>
        Here().FindByLocalOnly(team, messages, cancellation);

    public ValueTask<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation = default) => Here().Children(parent, cancellation);

    public ValueTask<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation = default) => Here().IdleSince(before, limit, cancellation);

    public ValueTask<bool> Delete(SessionKey session, CancellationToken cancellation = default) => Here().Delete(session, cancellation);

    // A silo that is disposed of disposes of its services; the others still need this one.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IJournal Here() => isAway ? throw new JournalUnavailableException("the test took the journal away") : inner;
}
