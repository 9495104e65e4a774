using Trooper.Core.Sessions;

namespace Trooper.Journal.Postgres;

/// <summary>
/// The one writer of this process: whatever has queued while the database was busy goes out in one round trip and one commit, without waiting for more.
/// While the database is away it goes to the spool, and from there to the database, before anything newer of the same session.
/// </summary>
internal sealed class GroupWriter
{
    private const int Attempts = 5;

    private readonly WriteQueue queue = new();
    private readonly LocalOnlyWritten written = new();
    private readonly Database database;
    private readonly Spool spool;
    private readonly SpoolReplay replay;
    private readonly RecentEvents recent;
    private readonly Task running;

    public GroupWriter(Database database, Spool spool, SpoolReplay replay, RecentEvents recent)
    {
        (this.database, this.spool, this.replay, this.recent) = (database, spool, replay, recent);
        running = Task.Run(Run);
    }

    public void Submit(IWriterWork work) => queue.Submit(work);

    /// <summary>The database is back: the spool can be emptied.</summary>
    public void Wake() => queue.Wake();

    /// <summary>Writes what has queued, then ends.</summary>
    public async Task Stop()
    {
        queue.Close();
        await running;
    }

    private async Task Run()
    {
        while (await queue.Wait())
        {
            if (queue.TakeChanges() is { Count: > 0 } sessions)
                await Write(sessions);
            else if (queue.TakeOther() is Deletion deletion)
                await Delete(deletion);
            await Replay();
        }
    }

    private async Task Write(List<List<SessionChange>> sessions)
    {
        var spooled = sessions.FindAll(changes => !database.IsUp || spool.Find(changes[0].Key) is not null);
        await Keep(spooled);
        var rest = sessions.Except(spooled).ToList();
        if (rest.Count > 0)
            await Append(rest);
    }

    private async Task Append(List<List<SessionChange>> sessions)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Settle(sessions, await new GroupAppend(sessions, written).Execute(database.Source, CancellationToken.None));
                return;
            }
            catch (Exception collision) when (Faults.IsCollision(collision) && attempt < Attempts)
            {
                continue;
            }
            catch (Exception loss) when (Faults.IsLoss(loss))
            {
                database.Lose(loss);
                await Keep(sessions);
                return;
            }
            catch (Exception) when (sessions.Count > 1)
            {
                // One of them cannot be written; the others can.
                foreach (var changes in sessions)
                    await Append([changes]);
                return;
            }
            catch (Exception failure)
            {
                queue.Fail(sessions[0], change => change.Fail(failure));
                return;
            }
        }
    }

    private void Settle(List<List<SessionChange>> sessions, long?[] conflicts)
    {
        for (var place = 0; place < sessions.Count; place++)
        {
            var changes = sessions[place];
            if (conflicts[place] is { } actual)
            {
                written.Forget(changes[0].Key);
                recent.Forget(changes[0].Key);
                queue.Fail(changes, change => change.FailByConflict(actual));
            }
            else
            {
                written.Note(changes[^1].Summary);
                changes.ForEach(Complete);
            }
        }
    }

    private async Task Keep(List<List<SessionChange>> sessions)
    {
        // All at once: the spool flushes for many of them together.
        await Task.WhenAll(sessions.SelectMany(changes => changes).Select(async change =>
        {
            try
            {
                await spool.Add(change);
                Complete(change);
            }
            catch (Exception failure)
            {
                queue.Fail([change], refused => refused.Fail(failure));
            }
        }));
    }

    private void Complete(SessionChange change)
    {
        recent.Add(change);
        change.Complete();
    }

    private async Task Delete(Deletion deletion)
    {
        try
        {
            written.Forget(deletion.Key);
            recent.Forget(deletion.Key);
            var existed = await database.Run(source => Forget(source, deletion.Key));
            if (spool.Find(deletion.Key) is not null)
                existed |= await spool.Remove(deletion.Key);
            deletion.Complete(existed);
        }
        catch (Exception failure)
        {
            deletion.Fail(failure);
        }
    }

    private static async Task<bool> Forget(Npgsql.NpgsqlDataSource source, SessionKey key)
    {
        await using var command = source.CreateCommand("select forget($1, $2)");
        command.Parameters.Add(new() { Value = key.Team });
        command.Parameters.Add(new() { Value = key.Id });
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    // A session at a time, so that what comes meanwhile does not wait for all of them.
    private async Task Replay()
    {
        if (!database.IsUp || spool.Next() is not { } session)
            return;
        await replay.Replay(session);
        written.Forget(session.Key);
        Wake();
    }
}
