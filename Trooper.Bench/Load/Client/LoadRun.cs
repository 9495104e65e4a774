using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Load.Client;

/// <summary>Some connections that ask one target for a while, each as soon as it has its answer, or at a given rate.</summary>
internal sealed class LoadRun(Target target, TimeSpan duration)
{
    private readonly TimeProvider clock = TimeProvider.System;

    public int Connections { get; init; } = 1;

    /// <summary>Requests per second of all connections together; null for as many as go.</summary>
    public double? Rate { get; init; }

    public string Model { get; init; } = Servers.Wish.Plain;

    public bool Stream { get; init; }

    /// <summary>Every request, by the port that it goes to; null for an Anthropic client's conversations.</summary>
    public Func<int, RequestTemplate>? Request { get; init; }

    public int TurnsPerSession { get; init; } = 10;

    public async Task<Measured> Run()
    {
        var clients = new List<(List<Exchange> Exchanges, List<long> Delays)>();
        var running = new List<Task>();
        var cpuBefore = target.Server.CpuTime;
        var started = clock.GetTimestamp();
        for (var client = 0; client < Connections; client++)
        {
            clients.Add(([], []));
            running.Add(Drive(client, clients[^1].Exchanges, clients[^1].Delays, started));
        }
        await Task.WhenAll(running);
        var elapsed = clock.GetElapsedTime(started);
        return new([.. clients.SelectMany(client => client.Exchanges)], new(clients.SelectMany(client => client.Delays)), elapsed, target.Server.CpuTime - cpuBefore);
    }

    private async Task Drive(int client, List<Exchange> exchanges, List<long> delays, long started)
    {
        var requests = Request is null ? new SessionTurns(target.Port, Model, Stream, TurnsPerSession) : new SessionTurns(Request(target.Port));
        using var connection = await HttpConnection.Open(target.Port, Model == Servers.Wish.Paced ? delays : null);
        while (clock.GetElapsedTime(started) < duration)
        {
            var due = Rate is { } rate ? TimeSpan.FromSeconds((client / (double)Connections + exchanges.Count) * Connections / rate) - clock.GetElapsedTime(started) : TimeSpan.Zero;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            var exchange = await connection.Send(requests.Next());
            // A request that is sent late because the one before it took long has waited since it was due.
            exchanges.Add(due < TimeSpan.Zero && Rate is not null ? exchange with { Started = exchange.Started + (long)(due.TotalSeconds * clock.TimestampFrequency) } : exchange);
        }
    }
}
