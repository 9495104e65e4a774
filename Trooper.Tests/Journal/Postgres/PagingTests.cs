using System.Diagnostics;
using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;
using Xunit.Abstractions;

namespace Trooper.Tests.Journal.Postgres;

/// <summary>A hundred thousand sessions are listed page by page, each at once.</summary>
public sealed class PagingTests(PagingTests.ManySessions many, ITestOutputHelper output) : IClassFixture<PagingTests.ManySessions>
{
    private const int Sessions = 100_000;
    private const int PageSize = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    [PostgresFact]
    public async Task Each_page_of_a_hundred_thousand_sessions_comes_at_once()
    {
        var journal = many.Journal;
        var listed = new HashSet<string>();
        var times = new List<TimeSpan>();
        string? cursor = null;
        do
        {
            var page = await List(journal, times, new SessionQuery("", PageSize * 5, cursor));
            Assert.All(page.Sessions, session => Assert.True(listed.Add(session.SessionId)));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(Sessions, listed.Count);
        AssertQuick("pages of 500", times);
    }

    [PostgresFact]
    public async Task Searches_in_a_hundred_thousand_sessions_come_at_once()
    {
        var journal = many.Journal;
        foreach (var (search, expected) in new[] { ("INTENT", PageSize), ("intent 77777", 1), ("S-0999", PageSize), ("nowhere to be found", 0) })
        {
            var times = new List<TimeSpan>();
            for (var again = 0; again < 10; again++)
                Assert.Equal(expected, (await List(journal, times, new SessionQuery("", PageSize, Search: search))).Sessions.Count);
            AssertQuick($"search for {search}", times);
        }
    }

    private static async Task<SessionPage> List(PostgresJournal journal, List<TimeSpan> times, SessionQuery query)
    {
        var clock = Stopwatch.StartNew();
        var page = await journal.List(query);
        times.Add(clock.Elapsed);
        return page;
    }

    // The median: other tests have the machine too.
    private void AssertQuick(string what, List<TimeSpan> times)
    {
        times.Sort();
        output.WriteLine($"{what}: median {times[times.Count / 2].TotalMilliseconds:0.0} ms, longest {times[^1].TotalMilliseconds:0.0} ms");
        Assert.True(times[times.Count / 2] < Limit, $"{what}: {times[times.Count / 2]}");
    }

    public sealed class ManySessions : IAsyncLifetime
    {
        private TestDatabase? database;

        public PostgresJournal Journal { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            if (PostgresServer.Missing is not null)
                return;
            database = await TestDatabase.Make();
            Journal = await database.Open();
            await database.Execute($$"""
                insert into sessions (team, id, version, last_active_at, summary)
                select '', 's-' || lpad(n::text, 6, '0'), 1, timestamptz '2026-01-01' + n * interval '1 minute',
                    format('{"team":"","session_id":"s-%s","intent":"the intent %s of a person who has a plan","stage":"debugging","provider":"claude","turns":12,"tokens":34567,'
                        || '"heads":["%s","%s"],"created_at":"2026-01-01T00:00:00+00:00","last_active_at":"%s"}', lpad(n::text, 6, '0'), n, md5(n::text), md5('b' || n),
                        to_char(timestamptz '2026-01-01' + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS+00:00'))
                from generate_series(1, {{Sessions}}) n;
                insert into search_texts (session, text)
                select key, id || E'\n' || 'the intent ' || substring(id from 3)::int || ' of a person who has a plan' from sessions;
                analyze sessions;
                analyze search_texts;
                """);
        }

        public async Task DisposeAsync()
        {
            if (database is null)
                return;
            await Journal.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
