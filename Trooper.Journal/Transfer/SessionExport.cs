using Trooper.Core.Sessions;

namespace Trooper.Journal.Transfer;

/// <summary>Writes every session of a journal to a file of JSON lines.</summary>
public static class SessionExport
{
    /// <returns>How many sessions were written.</returns>
    public static async Task<int> Write(IJournal journal, Stream output, CancellationToken cancellation = default)
    {
        var sessions = 0;
        foreach (var key in await journal.IdleSince(DateTimeOffset.MaxValue, int.MaxValue, cancellation))
        {
            if (await journal.Find(key, cancellation) is not { } summary)
                continue; // deleted meanwhile
            var events = await journal.Read(key, cancellation: cancellation).ToListAsync(cancellation);
            await output.WriteAsync(TransferLine.Session(summary, events.Count), cancellation);
            foreach (var recorded in events)
                await output.WriteAsync(TransferLine.Event(recorded), cancellation);
            sessions++;
        }
        await output.WriteAsync(TransferLine.End(sessions), cancellation);
        return sessions;
    }
}
