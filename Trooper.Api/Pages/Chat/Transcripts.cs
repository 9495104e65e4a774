using Trooper.Api.Configuration;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Chat;

/// <summary>A conversation page by page, from its end: a page shows the latest turns, and earlier ones when somebody scrolls up to them.</summary>
internal sealed class Transcripts(ISessions sessions, IJournal journal, CurrentOptions options)
{
    /// <param name="before">Only messages with a smaller index.</param>
    /// <returns>Null for a session that does not exist.</returns>
    public async ValueTask<ChatPage?> Page(SessionKey key, int? before, int limit, CancellationToken cancellation)
    {
        var session = sessions.Get(key);
        if (await session.Transcript(new(), cancellation) is not { } all || await session.Receipts(cancellation) is not { } receipts)
            return null;
        var handovers = new Handovers(options.Now.Local.Name);
        var carried = new Dictionary<int, Carried>();
        var next = 0;
        foreach (var turn in all)
        {
            while (next < receipts.Count && receipts[next].At <= turn.At)
                handovers.Note(receipts[next++]);
            if (handovers.Before(turn) is { } handover)
                carried[turn.Index] = handover;
        }
        var end = before is { } limitIndex ? all.TakeWhile(turn => turn.Index < limitIndex).Count() : all.Count;
        var start = Math.Max(0, end - limit);
        var turns = all.Skip(start).Take(end - start).Select(turn => ChatTurn.Of(turn) with { Carried = carried.GetValueOrDefault(turn.Index) });
        return await Status(key, cancellation) is { } status ? new([.. turns], start > 0, all.Count, handovers.Escalations, status) : null;
    }

    public async ValueTask<ChatStatus?> Status(SessionKey key, CancellationToken cancellation) =>
        await sessions.Get(key).Recovery(cancellation) is { } report ? ChatStatus.Of(report, await journal.Find(key, cancellation)) : null;
}
