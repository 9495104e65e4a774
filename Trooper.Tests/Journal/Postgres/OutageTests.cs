using Trooper.Core.Sessions;
using Trooper.Journal.Files;
using Trooper.Journal.Postgres;
using static Trooper.Tests.Journal.Samples;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A server that comes and goes: what was acknowledged is never lost.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private TestDatabase database = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.NoBinaries is not null)
            return;
        server = await PostgresServer.Initialise();
        database = TestDatabase.In(server);
    }

    public async Task DisposeAsync()
    {
        if (PostgresServer.NoBinaries is not null)
            return;
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [PostgresOutageFact]
    public async Task Kills_under_appends_lose_nothing_that_was_acknowledged()
    {
        await server.Start();
        await using var journal = await database.Open();
        using var enough = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 8).Select(number => Task.Run(() => Write(journal, Key($"s{number}"), enough.Token))).ToList();

        for (var kill = 0; kill < 2; kill++)
        {
            var outage = database.Next(JournalNoticeKind.Outage);
            await server.Kill();
            await outage;
            Assert.Contains("kept here", journal.State.Trouble);
            Assert.True(journal.State.IsOpen);
            var back = database.Next(JournalNoticeKind.CaughtUp);
            await server.Start();
            await back;
        }
        await enough.CancelAsync();
        var acknowledged = await Task.WhenAll(writers);
        await journal.DisposeAsync();

        await using var reader = await database.Open();
        for (var number = 0; number < writers.Count; number++)
            Assert.Equal(Enumerable.Range(1, acknowledged[number]).Select(version => $"{version}: {version}"), await reader.Texts(Key($"s{number}")));
        Assert.DoesNotContain(database.Notices, notice => notice.Kind == JournalNoticeKind.SetApart);
    }

    [PostgresOutageFact]
    public async Task A_database_that_is_down_at_the_start_is_waited_for()
    {
        await using var journal = await database.OpenAnyway();
        await Assert.ThrowsAnyAsync<Exception>(() => journal.FirstAttempt);
        Assert.False(journal.State.IsOpen);
        await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.List(new SessionQuery("", 10)));
        await journal.Append(Key("a"), 0, Event("early"));

        var back = database.Next(JournalNoticeKind.CaughtUp);
        await server.Start();
        await back;

        Assert.Equal(JournalState.Sound, journal.State);
        Assert.Equal(["1: early"], await journal.Texts(Key("a")));
    }

    [PostgresOutageFact]
    public async Task What_is_kept_is_read_and_gone_on_with_meanwhile_and_outlives_the_process()
    {
        await server.Start();
        await using (var journal = await database.Open())
        {
            await journal.Append(Key("a"), 0, Events(2, "before"));
            await server.Kill();
            await journal.Append(Key("a"), 2, Event("kept"));
            await Assert.ThrowsAsync<VersionConflictException>(async () => await journal.Append(Key("a"), 2, Event("intruder")));
            await journal.Append(Key("a"), 3, [Event("kept too")], Summary(Key("a"), intent: "the latest"));

            Assert.Equal(["3: kept", "4: kept too"], await journal.Texts(Key("a"), from: 3));
            Assert.Equal(["1: before 1", "2: before 2", "3: kept", "4: kept too"], await journal.Texts(Key("a")));
            Assert.Equal("the latest", (await journal.Find(Key("a")))!.Intent);
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Texts(Key("unknown")));
            await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Delete(Key("a")));
        }

        await server.Start();
        var caughtUp = database.Next(JournalNoticeKind.CaughtUp);
        await using var next = await database.Open();
        await caughtUp;

        Assert.Equal(["1: before 1", "2: before 2", "3: kept", "4: kept too"], await next.Texts(Key("a")));
        Assert.Equal("the latest", (await next.Find(Key("a")))!.Intent);
    }

    [PostgresOutageFact]
    public async Task What_two_processes_kept_is_brought_by_the_one_that_comes_back()
    {
        await using (var one = await database.OpenAnyway())
        await using (var other = await database.OpenAnyway())
        {
            await one.Append(Key("a"), 0, Event("of one"));
            await other.Append(Key("b"), 0, Event("of the other"));
        }

        await server.Start();
        var caughtUp = database.Next(JournalNoticeKind.CaughtUp);
        await using var next = await database.Open();
        await caughtUp;

        Assert.Equal(["1: of one"], await next.Texts(Key("a")));
        Assert.Equal(["1: of the other"], await next.Texts(Key("b")));
    }

    [PostgresOutageFact]
    public async Task A_full_spool_refuses_and_what_it_took_is_kept()
    {
        await server.Start();
        await using var journal = await database.OpenAnyway(maxSpoolBytes: 10_000);
        await journal.FirstAttempt;
        await journal.Append(Key("a"), 0, Event("before"));
        await server.Kill();
        await journal.Append(Key("a"), 1, Event("kept"));

        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.Append(Key("a"), 2, Event(new string('x', 20_000))));
        await journal.Append(Key("a"), 2, Event("small"));
        var caughtUp = database.Next(JournalNoticeKind.CaughtUp);
        await server.Start();
        await caughtUp;

        Assert.Contains("try again", refusal.Message);
        Assert.Equal(["1: before", "2: kept", "3: small"], await journal.Texts(Key("a")));
    }

    [PostgresOutageFact]
    public async Task What_was_continued_elsewhere_meanwhile_becomes_two_sessions()
    {
        await server.Start();
        await using (var journal = await database.Open())
        {
            await journal.Append(Key("a"), 0, Event("begun"));
            await server.Kill();
            await journal.Append(Key("a"), 1, Event("said here"));
        }
        await server.Start();
        await using (var elsewhere = await PostgresJournal.Open(
            new() { ConnectionString = database.ConnectionString, SpoolFolder = Path.Combine(database.Folder, "other") }, _ => { }, TimeProvider.System))
        {
            await elsewhere.FirstAttempt;
            await elsewhere.Append(Key("a"), 1, Event("said there"));
        }

        var caughtUp = database.Next(JournalNoticeKind.CaughtUp);
        await using var next = await database.Open();
        await caughtUp;

        var apart = (await next.List(new SessionQuery("", 10))).Sessions.Single(session => session.SessionId != "a").Key;
        Assert.Equal(["1: begun", "2: said there"], await next.Texts(Key("a")));
        Assert.Equal(["1: begun", "2: said here"], await next.Texts(apart));
        Assert.Contains(database.Notices, notice => notice.Kind == JournalNoticeKind.SetApart && notice.Message.Contains(apart.Id, StringComparison.Ordinal));
    }

    private static async Task<int> Write(PostgresJournal journal, SessionKey session, CancellationToken enough)
    {
        var version = 0;
        while (!enough.IsCancellationRequested)
        {
            await journal.Append(session, version, Event($"{version + 1}"));
            version++;
        }
        return version;
    }
}
