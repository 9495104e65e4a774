using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>
/// The durable record: for each session its events in order, its summary, and now and then a snapshot. Versions count a session's events from 1.
/// </summary>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// Appends events and replaces the summary, both or neither. Completes when they are durable; calls of several sessions share a flush.
    /// What was handed in behind an append that then fails, fails with it: it was decided as if that had been done.
    /// </summary>
    /// <param name="expectedVersion">The version of the session's last event, 0 for a session that must not exist yet: the fence between two writers.</param>
    /// <exception cref="VersionConflictException">The session has other events than the caller knows.</exception>
    ValueTask Append(SessionKey session, long expectedVersion, IReadOnlyList<SessionEvent> events, SessionSummary summary, CancellationToken cancellation = default);

    /// <summary>The events from <paramref name="fromVersion"/> to <paramref name="toVersion"/>, both included. None for an unknown session.</summary>
    IAsyncEnumerable<RecordedEvent> Read(SessionKey session, long fromVersion = 1, long toVersion = long.MaxValue, CancellationToken cancellation = default);

    /// <summary>Keeps a state from which a reader may start instead of from the first event. A journal may lose it, never serve a wrong one.</summary>
    ValueTask SaveSnapshot(SessionKey session, Snapshot snapshot, CancellationToken cancellation = default);

    ValueTask<Snapshot?> LoadSnapshot(SessionKey session, CancellationToken cancellation = default);

    ValueTask<SessionSummary?> Find(SessionKey session, CancellationToken cancellation = default);

    /// <exception cref="FormatException">The query's cursor is not one that an earlier page gave.</exception>
    ValueTask<SessionPage> List(SessionQuery query, CancellationToken cancellation = default);

    /// <summary>The sessions of the team that have one of these among their <see cref="SessionSummary.Heads"/>, the latest activity first.</summary>
    ValueTask<IReadOnlyList<SessionSummary>> FindByHead(string team, IReadOnlyList<ContentHash> heads, CancellationToken cancellation = default);

    /// <summary>The sessions of the team that have one of these among their <see cref="SessionSummary.LocalOnly"/>.</summary>
    ValueTask<IReadOnlyList<SessionSummary>> FindByLocalOnly(string team, IReadOnlyList<ContentHash> messages, CancellationToken cancellation = default);

    /// <summary>The sessions whose <see cref="SessionSummary.Parent"/> is this one.</summary>
    ValueTask<IReadOnlyList<SessionSummary>> Children(SessionKey parent, CancellationToken cancellation = default);

    /// <summary>Sessions of any team with no activity since <paramref name="before"/>, the oldest first.</summary>
    ValueTask<IReadOnlyList<SessionKey>> IdleSince(DateTimeOffset before, int limit, CancellationToken cancellation = default);

    /// <summary>
    /// Where the session stands for all that write to this journal; null where that is nobody else, or where it cannot be told now.
    /// </summary>
    ValueTask<SessionMark?> LookUp(SessionKey session, CancellationToken cancellation = default) => new((SessionMark?)null);

    /// <summary>Other processes may write to the same sessions.</summary>
    bool IsShared => false;

    /// <summary>Whether the journal can be read and written now, for whoever runs it.</summary>
    JournalState State => JournalState.Sound;

    /// <summary>Forgets a session: events, blobs, summary and snapshot, from every file. False when there was none.</summary>
    ValueTask<bool> Delete(SessionKey session, CancellationToken cancellation = default);
}

public readonly record struct RecordedEvent(long Version, SessionEvent Event);

/// <summary>A session's state after its event number <paramref name="Version"/>, in a form that only the session understands.</summary>
public sealed record Snapshot(long Version, ReadOnlyMemory<byte> State);

public sealed class VersionConflictException(SessionKey session, long expected, long actual)
    : Exception($"session {session} is at version {actual}, not {expected}");

/// <param name="Version">The version of the session's last event; 0 where there is no session.</param>
/// <param name="Life">Another one for a session that was deleted and begun anew.</param>
public readonly record struct SessionMark(long Version, long Life);

/// <param name="IsOpen">It has been readable and writable since the start.</param>
/// <param name="Trouble">What is wrong, though it serves as far as it can; null when nothing is.</param>
public sealed record JournalState(bool IsOpen, string? Trouble)
{
    public static readonly JournalState Sound = new(true, null);

    /// <summary>What is kept apart until it can be brought to where it belongs, in bytes.</summary>
    public long SpoolBytes { get; init; }
}

/// <summary>The journal cannot be read or written now. Nothing was changed: the caller may try again later.</summary>
public sealed class JournalUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
