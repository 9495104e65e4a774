using System.Text;

namespace Trooper.Bench.Soak;

/// <summary>Clients that ask at a steady rate, some of whom hang up in the middle of an answer.</summary>
internal sealed class SoakLoad(int port, SoakOptions options, SoakTally tally) : IDisposable
{
    private const int TurnsPerSession = 10;

    private readonly TimeProvider clock = TimeProvider.System;
    private readonly HttpClient http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero })
    {
        BaseAddress = new($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromMinutes(1),
    };

    public Task Run()
    {
        var clients = (int)Math.Clamp(options.Rate / 2, 2, 128);
        var started = clock.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, clients).Select(client => Drive(client, clients, started)));
    }

    public void Dispose() => http.Dispose();

    private async Task Drive(int client, int clients, long started)
    {
        var random = new Random(client);
        for (var turn = 0; clock.GetElapsedTime(started) < options.For; turn++)
        {
            var due = TimeSpan.FromSeconds((client + (double)turn * clients) / options.Rate) - clock.GetElapsedTime(started);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, clock);
            await Ask(random, $"soak-{client}-{turn / TurnsPerSession}", turn);
        }
    }

    private async Task Ask(Random random, string session, int number)
    {
        var chance = random.NextDouble();
        var turn = SoakTurn.Any(random, number, cutByProvider: chance < options.Cut / 2);
        var hangsUp = turn.IsStream && chance >= options.Cut / 2 && chance < options.Cut;
        var started = clock.GetTimestamp();
        try
        {
            using var request = turn.Request(session);
            using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var body = await reply.Content.ReadAsStreamAsync();
            var buffer = new byte[4096];
            var read = await body.ReadAsync(buffer);
            var firstByte = clock.GetTimestamp() - started;
            if (hangsUp)
            {
                tally.Cut();
                return; // the connection is closed with what was not read
            }
            var ending = "";
            for (; read > 0; read = await body.ReadAsync(buffer))
                ending = Last(ending + Encoding.UTF8.GetString(buffer, 0, read));
            if (!reply.IsSuccessStatusCode || (turn.End is { } end && !ending.Contains(end, StringComparison.Ordinal)))
                tally.Failed($"{turn.Path}: {(int)reply.StatusCode} {ending}");
            else
                tally.Answered(firstByte);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            tally.Failed($"{turn.Path}: {e.Message}");
        }
    }

    // A stream's last event may hold the whole answer again: its name stands before that.
    private static string Last(string text) => text.Length <= 16 * 1024 ? text : text[^(16 * 1024)..];
}
