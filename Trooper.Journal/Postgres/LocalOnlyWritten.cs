using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>
/// Remembers how far the local-only messages of sessions have been written. A session only ever adds to them, so that a turn writes what it adds;
/// where that is not known, all are written again.
/// </summary>
internal sealed class LocalOnlyWritten
{
    /// <summary>Enough for the sessions that are live at once; forgetting costs a repetition.</summary>
    private const int MaxSessions = 10_000;

    private readonly Dictionary<SessionKey, IReadOnlyList<ContentHash>> written = [];

    /// <summary>The messages to write, and the place of the first of them; null when there is nothing to change.</summary>
    public (int From, IEnumerable<ContentHash>? Added) Missing(SessionSummary summary)
    {
        if (!written.TryGetValue(summary.Key, out var known) || !StartsWith(summary.LocalOnly, known))
            return (0, summary.LocalOnly);
        return known.Count == summary.LocalOnly.Count ? (0, null) : (known.Count, summary.LocalOnly.Skip(known.Count));
    }

    public void Note(SessionSummary summary)
    {
        if (written.Count >= MaxSessions)
            written.Clear();
        written[summary.Key] = summary.LocalOnly;
    }

    public void Forget(SessionKey session) => written.Remove(session);

    private static bool StartsWith(IReadOnlyList<ContentHash> list, IReadOnlyList<ContentHash> beginning) =>
        list.Count >= beginning.Count && list.Take(beginning.Count).SequenceEqual(beginning);
}
