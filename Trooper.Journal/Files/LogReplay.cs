using Trooper.Core.Sessions;

namespace Trooper.Journal.Files;

/// <summary>
/// Reads the log at a start: it tells the index what is in it, and removes from its end what a crash cut short.
/// An append counts only whole: its events' lines, without a gap between them, and the line that commits them.
/// </summary>
internal sealed class LogReplay(SessionIndex index, Action<JournalNotice> report)
{
    private readonly Dictionary<SessionEntry, (LogSegment Segment, long Offset, long Length)> summaries = [];
    private long eventsStart;
    private long firstVersion;
    private long nextVersion;

    /// <summary>The sessions that are still to be erased.</summary>
    public List<Departure> Departures { get; } = [];

    public void Replay(LogSegment segment, bool isLast)
    {
        using var lines = new LineReader(segment.File, 0, segment.Length, 1024 * 1024);
        var damaged = new List<string>();
        var wholeUpTo = 0L;
        Begin(0);
        while (lines.Next())
        {
            var end = lines.Offset + lines.Length;
            if (lines.IsDamaged)
            {
                damaged.Add($"{lines.Length} bytes at {lines.Offset}");
                Begin(end);
            }
            else if (lines.Mark.Kind == LineKind.Event)
            {
                Follow(lines);
            }
            else
            {
                if (!Replay(segment, lines))
                    damaged.Add($"events before {lines.Offset}");
                Begin(end);
                Report(segment, damaged);
                wholeUpTo = end;
            }
        }
        if (!isLast)
            Report(segment, damaged);
        else if (wholeUpTo < segment.Length)
            CutTail(segment, wholeUpTo);
    }

    /// <summary>When all is replayed: of each session's summaries only the last is read.</summary>
    public void ReadSummaries() => Parallel.ForEach(summaries, entry =>
    {
        var (session, (segment, offset, length)) = entry;
        if (session.IsLeaving)
            return;
        using var lines = new LineReader(segment.File, offset, offset + length, (int)length);
        if (lines.NextWhole())
            index.Summarise(session, SessionEventJson.ReadSummary(lines.Json));
    });

    private void Begin(long offset) => (eventsStart, firstVersion, nextVersion) = (offset, 0, 0);

    private void Follow(LineReader lines)
    {
        if (lines.Mark.From != nextVersion)
            (eventsStart, firstVersion) = (lines.Offset, lines.Mark.From);
        nextVersion = lines.Mark.From + 1;
    }

    /// <summary>False for a commit whose events are not all there.</summary>
    private bool Replay(LogSegment segment, LineReader lines)
    {
        switch (lines.Mark.Kind)
        {
            case LineKind.Commit:
                if ((firstVersion, nextVersion) != (lines.Mark.Count > 0 ? (lines.Mark.From, lines.Mark.To + 1) : (0, 0)))
                    return false;
                var length = (int)(lines.Offset + lines.Length - eventsStart);
                var extent = new Extent(segment, eventsStart, length - (int)lines.Length, length, lines.Mark);
                var session = index.GetOrAdd(SessionKeyJson.ReadOfSummary(lines.Json));
                segment.Sessions.Add(session);
                if (session.Replay(extent))
                    summaries[session] = (segment, lines.Offset, lines.Length);
                return true;
            case LineKind.Delete:
                Leave(segment, lines);
                return true;
            default:
                return true;
        }
    }

    private void Leave(LogSegment segment, LineReader lines)
    {
        var session = index.GetOrAdd(SessionKeyJson.Read(lines.Json));
        var departure = new Departure(session, segment, lines.Offset, (int)lines.Length);
        segment.Departures.Add(departure);
        index.Leave(session, departure);
        Departures.Add(departure);
    }

    private void Report(LogSegment segment, List<string> damaged)
    {
        if (damaged.Count == 0)
            return;
        report(new JournalNotice(JournalNoticeKind.Damage, segment.Path, $"unreadable and left out: {string.Join(", ", damaged)}"));
        damaged.Clear();
    }

    private void CutTail(LogSegment segment, long end)
    {
        report(new JournalNotice(JournalNoticeKind.TornTail, segment.Path, $"a write that a crash had cut short was removed: {segment.Length - end} bytes"));
        segment.CutTo(end);
    }
}
