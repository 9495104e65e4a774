using System.Text.Json;
using Npgsql;
using Trooper.Bench.Load;
using Trooper.Bench.Load.Report;

namespace Trooper.Bench.Cluster;

/// <summary>All sessions of a large database, page by page over HTTP, and searches in it.</summary>
internal sealed class Listing : IClusterScenario
{
    private const int Sessions = 100_000, PageSize = 100;

    private static readonly string[] Searches = ["intent", "intent 77777", "s-0999", "nowhere to be found"];

    private readonly TimeProvider clock = TimeProvider.System;
    private string node = "";

    public string Name => "list";

    public string Title => $"list: {Sessions} sessions in pages of {PageSize}";

    public async Task Measure(ClusterStand stand, LoadOptions options, FindingTable table)
    {
        await stand.StartNodes("list", "all"); // makes the tables
        await Fill(stand.Postgres.Source, options.IsQuick ? Sessions / 100 : Sessions);
        var first = new Rounds();
        using var http = new HttpClient();
        for (var round = 0; round < Math.Min(options.Rounds, 3); round++)
        {
            node = $"http://127.0.0.1:{(await stand.StartNodes("list", "all"))[0].Port}";
            first.Add((await Page(http, "")).Milliseconds);
        }
        // What else the machine does makes any page slow now and then; a page that is slow by itself is so each time.
        var best = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
            Keep(best, await AllPages(http));
        table.Add(Finding.AtMost("the slowest page, each at its best", One(best.Max()), 50, "ms", "0.0"));
        table.Add(Finding.Plain("the median page, each at its best", One(best.Order().ElementAt(best.Count / 2)), "ms", "0.0"));
        table.Add(Finding.AtMost("the first page that a node is asked for", first, 50, "ms", "0.0"));
        foreach (var search in Searches)
        {
            var times = new Rounds();
            for (var again = 0; again < Math.Max(3, options.Rounds); again++)
                times.Add((await Page(http, $"&q={Uri.EscapeDataString(search)}")).Milliseconds);
            table.Add(Finding.AtMost($"search for “{search}”", times, 50, "ms", "0.0"));
        }
    }

    private static async Task Fill(NpgsqlDataSource database, int sessions)
    {
        await using var command = database.CreateCommand($$"""
            insert into list.sessions (team, id, version, last_active_at, summary)
            select '', 's-' || lpad(n::text, 6, '0'), 1, timestamptz '2026-01-01' + n * interval '1 minute',
                format('{"team":"","session_id":"s-%s","intent":"the intent %s of a person who has a plan","stage":"debugging","provider":"claude","turns":12,"tokens":34567,'
                    || '"heads":["%s","%s"],"created_at":"2026-01-01T00:00:00+00:00","last_active_at":"%s"}', lpad(n::text, 6, '0'), n, md5(n::text), md5('b' || n),
                    to_char(timestamptz '2026-01-01' + n * interval '1 minute', 'YYYY-MM-DD"T"HH24:MI:SS+00:00'))
            from generate_series(1, {{sessions}}) n;
            insert into list.search_texts (session, text)
            select key, id || E'\n' || 'the intent ' || substring(id from 3)::int || ' of a person who has a plan' from list.sessions;
            analyze list.sessions;
            analyze list.search_texts;
            """);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<double>> AllPages(HttpClient http)
    {
        var times = new List<double>();
        string? cursor = null;
        do
        {
            (var took, cursor) = await Page(http, cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            times.Add(took);
        }
        while (cursor is not null);
        return times;
    }

    private async Task<(double Milliseconds, string? Next)> Page(HttpClient http, string query)
    {
        var started = clock.GetTimestamp();
        var body = await http.GetByteArrayAsync($"{node}/sessions?limit={PageSize}{query}");
        var took = clock.GetElapsedTime(started).TotalMilliseconds;
        using var page = JsonDocument.Parse(body);
        return (took, page.RootElement.TryGetProperty("next_cursor", out var next) ? next.GetString() : null);
    }

    private static void Keep(List<double> best, List<double> times)
    {
        for (var page = 0; page < times.Count; page++)
        {
            if (page == best.Count)
                best.Add(times[page]);
            best[page] = Math.Min(best[page], times[page]);
        }
    }

    private static Rounds One(double figure)
    {
        var rounds = new Rounds();
        rounds.Add(figure);
        return rounds;
    }
}
