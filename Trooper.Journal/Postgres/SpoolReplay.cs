using System.Text;
using Trooper.Core.Sessions;
using Trooper.Journal.Files;

namespace Trooper.Journal.Postgres;

/// <summary>
/// Brings a session from the spool to the database. Nobody knows whether the append that met the loss of the connection was done, so what the database
/// has already is left out; and where another process has gone on with the session meanwhile, what was kept becomes a session of its own.
/// </summary>
internal sealed class SpoolReplay(Database database, Spool spool, EventQueries events, Action<JournalNotice> report)
{
    public async Task Replay(SpooledSession session)
    {
        try
        {
            var kept = await spool.Read(session, session.Base + 1, session.Version).Select(recorded => recorded.Event).ToListAsync();
            var summary = (await spool.Summary(session))!;
            var known = await CountKnown(session, kept);
            if (await Append(new(session.Key, session.Base + known, kept.GetRange(known, kept.Count - known), summary)) is not null)
                await SetApart(session, kept, summary);
            await spool.Remove(session.Key);
            if (spool.Sessions == 0)
                report(new JournalNotice(JournalNoticeKind.CaughtUp, database.Name, "all that was kept here is in the database"));
        }
        catch (Exception loss) when (Faults.IsLoss(loss) || Faults.IsCollision(loss))
        {
            database.Lose(loss);
        }
        catch (JournalUnavailableException)
        {
            // Gone again; it is tried anew when it is back.
        }
        catch (Exception failure)
        {
            spool.SetRefused(session.Key);
            report(new JournalNotice(JournalNoticeKind.WriteFailed, database.Name, $"what was kept of session {session.Key} cannot be written: {failure.Message}", failure));
        }
    }

    private async Task<int> CountKnown(SpooledSession session, List<SessionEvent> kept)
    {
        var known = 0;
        await foreach (var (_, text) in events.ReadStored(session.Key, session.Base + 1, session.Version))
        {
            if (!text.Span.SequenceEqual(SessionChange.StoredForm(kept[known]).Json.Span))
                break;
            known++;
        }
        return known;
    }

    private async Task SetApart(SpooledSession session, List<SessionEvent> kept, SessionSummary summary)
    {
        var before = await events.Read(session.Key, 1, session.Base).Select(recorded => recorded.Event).ToListAsync();
        var whole = before.Concat(kept).ToList();
        var name = NameFor(session, kept);
        // A conflict here means that it was done before.
        await Append(new(name, 0, whole, summary with { SessionId = name.Id }));
        report(new JournalNotice(JournalNoticeKind.SetApart, database.Name,
            $"session {session.Key} was continued elsewhere while the database could not be reached from here; what was kept of it is now session {name.Id}"));
    }

    private static SessionKey NameFor(SpooledSession session, List<SessionEvent> kept)
    {
        var mark = Blocks.Block.Of(Encoding.UTF8.GetBytes($"{session.KeptAs.Id} {kept.FirstOrDefault()?.At.UtcTicks}")).Hash.Digits[..8];
        var id = session.Key.Id;
        return session.Key with { Id = $"{id[..Math.Min(id.Length, SessionKey.MaxIdLength - 9)]}~{mark}" };
    }

    private async Task<long?> Append(SessionChange change) =>
        (await new GroupAppend([[change]], new()).Execute(database.Source, CancellationToken.None))[0];
}
