using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// Where summaries were lost, the sessions' own files still say who they are and how far they go. What only the summary knew is lost until the next append.
/// </summary>
internal sealed class SessionSalvage(JournalFolder folder, SessionIndex index)
{
    public IEnumerable<SessionEntry> Recover(string shard)
    {
        if (!Directory.Exists(folder.SessionFolder(shard)))
            yield break;
        foreach (var path in Directory.EnumerateFiles(folder.SessionFolder(shard), "*.jsonl"))
        {
            if (Identify(path) is { } session)
                yield return session;
        }
    }

    private SessionEntry? Identify(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        using var lines = new LineReader(file, 0, length);
        if (!lines.NextWhole() || lines.Mark.Kind != LineKind.Session)
            return null;
        var session = index.GetOrAdd(SessionKeyJson.Read(lines.Json));
        var (version, _) = VersionSearch.FindLast(file, length);
        if (session.Summary is null)
            index.Load(session, SummaryOf(session.Key, lines), version);
        else if (version > session.FiledVersion)
            index.Load(session, session.Summary, version);
        return session;
    }

    private static SessionSummary SummaryOf(SessionKey session, LineReader lines)
    {
        DateTimeOffset? first = null;
        var last = default(DateTimeOffset);
        while (lines.NextWhole())
        {
            last = SessionEventJson.ReadEvent(lines.Json).At;
            first ??= last;
        }
        return new SessionSummary { Team = session.Team, SessionId = session.Id, CreatedAt = first ?? last, LastActiveAt = last };
    }
}
