using Trooper.Core.Sessions;
using Trooper.Journal.Blocks;

namespace Trooper.Journal.Files;

/// <summary>Reads a session's events: first from its file, then what is only in the log yet.</summary>
internal sealed class EventReader(JournalFolder folder, SessionFiles files, BlockFiles blocks, Action<JournalNotice> report)
{
    public IEnumerable<RecordedEvent> Read(SessionEntry session, long from, long to, CancellationToken cancellation)
    {
        using var plan = session.PlanRead(from, to);
        var next = plan.From;
        foreach (var recorded in ReadFile(session, plan).Concat(ReadLog(plan)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (recorded.Version > next)
                ReportGap(session, next, recorded.Version - 1);
            yield return recorded;
            next = recorded.Version + 1;
        }
        if (next <= plan.To)
            ReportGap(session, next, plan.To);
    }

    private IEnumerable<RecordedEvent> ReadFile(SessionEntry session, ReadPlan plan)
    {
        if (plan.From > Math.Min(plan.To, plan.FiledVersion))
            yield break;
        using var file = files.OpenToRead(session.Key);
        // Deleted since, the file may already be that of a new session of the same name.
        if (file is null || session.IsLeaving)
            yield break;
        var end = RandomAccess.GetLength(file);
        using var lines = new LineReader(file, VersionSearch.FindStart(file, end, plan.From), end);
        while (lines.NextWhole() && !(lines.Mark.Kind == LineKind.Event && lines.Mark.From > Math.Min(plan.To, plan.FiledVersion)))
        {
            if (plan.Includes(lines.Mark))
                yield return new RecordedEvent(lines.Mark.From, ReadEvent(lines.Json));
        }
    }

    private IEnumerable<RecordedEvent> ReadLog(ReadPlan plan)
    {
        foreach (var extent in plan.InLog)
        {
            using var lines = new LineReader(extent.Segment.File, extent.Offset, extent.Offset + extent.EventsLength, extent.EventsLength);
            while (lines.NextWhole())
            {
                if (plan.Includes(lines.Mark) && lines.Mark.From > plan.FiledVersion)
                    yield return new RecordedEvent(lines.Mark.From, ReadEvent(lines.Json));
            }
        }
    }

    private SessionEvent ReadEvent(ReadOnlySpan<byte> json) => SessionEventJson.ReadEvent(CutEvent.IsCut(json) ? blocks.Join(json).Span : json);

    private void ReportGap(SessionEntry session, long from, long to)
    {
        // A session that is being erased under its reader has nothing wrong with it.
        if (!session.IsLeaving)
        {
            var file = folder.EventFile(JournalFolder.PlaceOf(session.Key));
            report(new JournalNotice(JournalNoticeKind.Damage, file, $"events {from} to {to} of session {session.Key} cannot be read"));
        }
    }
}
