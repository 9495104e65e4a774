using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>Several journals over one database, as several processes have them.</summary>
public sealed class ManyProcessesTests
{
    [PostgresFact]
    public async Task Many_that_start_at_once_make_the_schema_once()
    {
        await using var database = await TestDatabase.Make();

        var journals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.Open()));

        Assert.Equal(Migrator.Newest, await database.Ask<long>("select count(*) from migrations"));
        foreach (var journal in journals)
            await journal.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_schema_of_a_later_program_is_refused()
    {
        await using var database = await TestDatabase.Make();
        await using (await database.Open())
            await database.Execute("insert into migrations (number, name) values (99999, 'later')");

        await using var journal = await database.OpenAnyway();

        var refusal = await Assert.ThrowsAsync<SchemaTooNewException>(() => journal.FirstAttempt);
        Assert.True(PostgresJournal.IsMisconfiguration(refusal));
        Assert.Contains("99999", refusal.Message);
        Assert.False(journal.State.IsOpen);
    }

    [PostgresFact]
    public async Task Of_two_writers_of_one_session_one_wins_every_version()
    {
        const int Rounds = 50;
        await using var database = await TestDatabase.Make();
        await using var one = await database.Open();
        await using var other = await database.Open();
        await one.Append(Key("a"), 0, Event("begun"));

        for (var version = 1; version <= Rounds; version++)
        {
            var won = await Task.WhenAll(Try(one, version), Try(other, version));
            Assert.Single(won, true);
        }

        Assert.Equal(Rounds + 1, (await one.ReadAll(Key("a"))).Count);
        Assert.Equal(await one.Texts(Key("a")), await other.Texts(Key("a")));
    }

    [PostgresFact]
    public async Task Writers_of_the_same_sessions_in_any_order_do_not_stop_each_other()
    {
        await using var database = await TestDatabase.Make();
        await using var one = await database.Open();
        await using var other = await database.Open();
        var chance = new Random(7);
        var keys = Enumerable.Range(0, 20).Select(number => Key($"s{number}")).ToList();

        for (var round = 0; round < 10; round++)
        {
            var version = round;
            await Task.WhenAll(new[] { one, other }.SelectMany(journal => Shuffled(keys, chance).Select(key => Try(journal, version, key))));
        }

        foreach (var key in keys)
            Assert.Equal(10, (await one.ReadAll(key)).Count);
        Assert.Empty(database.Notices);
    }

    [PostgresFact]
    public async Task What_was_queued_behind_a_loser_loses_with_it()
    {
        await using var database = await TestDatabase.Make();
        await using var one = await database.Open();
        await using var other = await database.Open();
        await one.Append(Key("a"), 0, Event("begun"));
        await other.Append(Key("a"), 1, Event("first"));

        // Version 2 is there, but by the other's hand: the second append was decided as if the first had been done.
        var lost = one.Append(Key("a"), 1, Event("late")).AsTask();
        var behind = one.Append(Key("a"), 2, Event("behind it")).AsTask();

        await Assert.ThrowsAsync<VersionConflictException>(() => lost);
        await Assert.ThrowsAsync<VersionConflictException>(() => behind);
        Assert.Equal(["1: begun", "2: first"], await one.Texts(Key("a")));
    }

    private static async Task<bool> Try(PostgresJournal journal, int version, SessionKey? session = null)
    {
        try
        {
            await journal.Append(session ?? Key("a"), version, Event($"{version}"));
            return true;
        }
        catch (VersionConflictException)
        {
            return false;
        }
    }

    private static SessionKey[] Shuffled(List<SessionKey> keys, Random chance)
    {
        var shuffled = keys.ToArray();
        chance.Shuffle(shuffled);
        return shuffled;
    }
}
