using System.Collections.Concurrent;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>Every session by its summary, in memory: what lists and searches are answered from.</summary>
internal sealed class SessionIndex
{
    private readonly ConcurrentDictionary<SessionKey, SessionEntry> sessions = new();
    private readonly SessionLookup<ContentHash> heads = new();
    private readonly SessionLookup<ContentHash> localOnly = new();
    private readonly SessionLookup<string> children = new();

    public SessionEntry? Find(SessionKey session) => sessions.GetValueOrDefault(session);

    /// <summary>The names of all sessions' files, of those that are being erased too.</summary>
    public IReadOnlySet<string> FileNames() => sessions.Keys.Select(session => JournalFolder.PlaceOf(session).Name).ToHashSet();

    public SessionEntry GetOrAdd(SessionKey session) => sessions.GetOrAdd(session, static key => new SessionEntry(key));

    public void Load(SessionEntry session, SessionSummary summary, long version)
    {
        var before = session.Summary;
        session.Load(summary, version);
        Relist(session, before);
    }

    public void Append(SessionEntry session, Extent extent, SessionSummary summary)
    {
        var before = session.Summary;
        session.Append(extent, summary);
        Relist(session, before);
    }

    public void Summarise(SessionEntry session, SessionSummary summary)
    {
        var before = session.Summary;
        session.Summarise(summary);
        Relist(session, before);
    }

    /// <summary>From here on nobody sees the session, though its files are still to be erased.</summary>
    public void Leave(SessionEntry session, Departure departure)
    {
        var before = session.Summary;
        session.Leave(departure);
        Relist(session, before);
    }

    /// <summary>The session is gone: its name is free again.</summary>
    public void Remove(SessionEntry session) => sessions.TryRemove(KeyValuePair.Create(session.Key, session));

    public SessionPage List(SessionQuery query)
    {
        var after = PageCursor.Read(query.Team, query.Cursor);
        var matching = Summaries().Where(summary => summary.Team == query.Team
            && (after is null || ActivityRank.Of(summary).CompareTo(after.Value) < 0)
            && (string.IsNullOrEmpty(query.Search) || Matches(summary, query.Search)));
        var limit = Math.Clamp(query.Limit, 0, int.MaxValue - 1);
        var page = ByActivity.Take(matching, limit + 1, ByActivity.LatestRank);
        if (page.Count <= limit || limit == 0)
            return new SessionPage(limit == 0 ? [] : page, null);
        page.RemoveAt(limit);
        return new SessionPage(page, PageCursor.After(page[^1]));
    }

    public IReadOnlyList<SessionSummary> FindByHead(string team, IReadOnlyList<ContentHash> heads) => [.. this.heads.Find(team, heads)];

    public IReadOnlyList<SessionSummary> FindByLocalOnly(string team, IReadOnlyList<ContentHash> messages) => [.. localOnly.Find(team, messages)];

    public IReadOnlyList<SessionSummary> Children(SessionKey parent) => [.. children.Find(parent.Team, [parent.Id])];

    public IReadOnlyList<SessionKey> IdleSince(DateTimeOffset before, int limit) =>
        [.. ByActivity.Take(Summaries().Where(summary => summary.LastActiveAt < before), limit, ByActivity.OldestRank).Select(summary => summary.Key)];

    private static bool Matches(SessionSummary summary, string search) =>
        summary.SessionId.Contains(search, StringComparison.OrdinalIgnoreCase) || summary.Intent.Contains(search, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<SessionSummary> Summaries()
    {
        foreach (var (_, session) in sessions)
        {
            if (session.Summary is { } summary)
                yield return summary;
        }
    }

    private void Relist(SessionEntry session, SessionSummary? before)
    {
        var after = session.Summary;
        this.heads.Change(session, before?.Heads ?? [], after?.Heads ?? []);
        localOnly.Change(session, before?.LocalOnly ?? [], after?.LocalOnly ?? []);
        if (before?.Parent != after?.Parent)
            children.Change(session, ParentsOf(before), ParentsOf(after));
    }

    private static string[] ParentsOf(SessionSummary? summary) => summary?.Parent is { } parent ? [parent] : [];
}
