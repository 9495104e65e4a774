using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>Large strings are in the database once, for as long as a session holds them.</summary>
public sealed class StoredBlockTests
{
    private static readonly string Image = string.Concat(Enumerable.Range(0, 4_000).Select(number => $"{number:x4}"));

    [PostgresFact]
    public async Task A_block_is_stored_once_and_goes_with_the_last_session_that_holds_it()
    {
        await using var database = await TestDatabase.Make();
        await using var journal = await database.Open();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => journal.Append(Key($"s{number}"), 0, Event(Image), Event($"{Image}, {number % 2}")).AsTask()));
        Assert.Equal(3, await database.Ask<long>("select count(*) from blocks"));
        Assert.True(await database.Ask<int>("select max(length(event)) from events") < 1_000);

        for (var number = 0; number < 9; number++)
        {
            Assert.Equal([$"1: {Image}", $"2: {Image}, {number % 2}"], await journal.Texts(Key($"s{number}")));
            Assert.True(await journal.Delete(Key($"s{number}")));
        }

        Assert.Equal(2, await database.Ask<long>("select count(*) from blocks"));
        Assert.True(await journal.Delete(Key("s9")));
        Assert.Equal(0, await database.Ask<long>("select (select count(*) from blocks) + (select count(*) from block_uses) + (select count(*) from events) + (select count(*) from search_texts)"));
    }

    [PostgresFact]
    public async Task A_block_that_is_used_anew_while_it_is_forgotten_is_kept()
    {
        await using var database = await TestDatabase.Make();
        await using var one = await database.Open();
        await using var other = await database.Open();

        for (var round = 0; round < 30; round++)
        {
            await one.Append(Key($"old{round}"), 0, Event(Image));
            await Task.WhenAll(one.Delete(Key($"old{round}")).AsTask(), other.Append(Key($"new{round}"), 0, Event(Image)).AsTask());
            Assert.Equal([$"1: {Image}"], await other.Texts(Key($"new{round}")));
            await other.Delete(Key($"new{round}"));
        }
    }
}
