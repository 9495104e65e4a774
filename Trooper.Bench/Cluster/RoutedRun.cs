using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Servers;
using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Cluster;

/// <summary>Load on several nodes at once, by a proxy's rule for which of them a session's turn goes to.</summary>
internal sealed class RoutedRun(IReadOnlyList<Target> nodes, TimeSpan duration)
{
    private const int Turns = 10;

    private readonly TimeProvider clock = TimeProvider.System;

    /// <summary>Each of a session's requests goes to its node; else they go round.</summary>
    public bool KeepsSessions { get; init; }

    public required int Connections { get; init; }

    /// <summary>Requests per second.</summary>
    public async Task<double> PerSecond()
    {
        var started = clock.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Drive(started)));
        return counts.Sum() / clock.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<int> Drive(long started)
    {
        var conversation = new Conversation(Wish.Plain, stream: false, seed: 1);
        var bodies = Enumerable.Range(0, Turns).Select(_ => conversation.NextTurn()).ToList();
        var requests = nodes.Select(node => bodies.Select(body => new RequestTemplate(node.Port, body)).ToList()).ToList();
        var connections = new List<HttpConnection>();
        foreach (var node in nodes)
            connections.Add(await HttpConnection.Open(node.Port));
        var count = 0;
        while (true)
        {
            var session = SessionTurns.NewSession();
            for (var turn = 0; turn < Turns; turn++, count++)
            {
                if (clock.GetElapsedTime(started) >= duration)
                {
                    connections.ForEach(connection => connection.Dispose());
                    return count;
                }
                var node = (int)((session + (KeepsSessions ? 0 : turn)) % nodes.Count);
                await connections[node].Send(requests[node][turn].For(session));
            }
        }
    }
}
