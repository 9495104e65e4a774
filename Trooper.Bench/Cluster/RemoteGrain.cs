using Trooper.Bench.Load;
using Trooper.Bench.Load.Client;
using Trooper.Bench.Load.Report;
using Trooper.Bench.Load.Servers;

namespace Trooper.Bench.Cluster;

/// <summary>What it costs a turn that its session is at another node.</summary>
internal sealed class RemoteGrain : IClusterScenario
{
    private const int Sessions = 200;

    public string Name => "remote";

    public string Title => "remote: the second turn of a session at the node that holds it, and at another one; one connection";

    public async Task Measure(ClusterStand stand, LoadOptions options, FindingTable table)
    {
        var nodes = await stand.StartNodes("remote", "all", "all");
        var conversation = new Conversation(Wish.Plain, stream: false, seed: 1);
        var (first, second) = (conversation.NextTurn(), conversation.NextTurn());
        await Task.WhenAll(nodes.Select(node => new LoadRun(node, TimeSpan.FromSeconds(options.WarmUpSeconds)) { Connections = 4 }.Run()));

        using var here = await HttpConnection.Open(nodes[0].Port);
        using var there = await HttpConnection.Open(nodes[1].Port);
        var (local, remote, added) = (new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round < options.Rounds; round++)
        {
            var times = (Local: new List<long>(), Remote: new List<long>());
            for (var nth = 0; nth < (options.IsQuick ? 20 : Sessions); nth++)
            {
                times.Local.Add(await SecondTurn(here, nodes[0].Port));
                times.Remote.Add(await SecondTurn(there, nodes[1].Port));
            }
            local.Add(new Latencies(times.Local).P50);
            remote.Add(new Latencies(times.Remote).P50);
            added.Add(new Latencies(times.Remote).P50 - new Latencies(times.Local).P50);
        }
        table.Add(Finding.Plain("a turn at the node that holds the session, p50", local, "ms"));
        table.Add(Finding.Plain("a turn at another node, p50", remote, "ms"));
        table.Add(Finding.AtMost("added by a session at another node, p50", added, 1, "ms"));

        // The node that is asked first holds the session.
        async Task<long> SecondTurn(HttpConnection connection, int port)
        {
            var session = SessionTurns.NewSession();
            await here.Send(new RequestTemplate(nodes[0].Port, first).For(session));
            var exchange = await connection.Send(new RequestTemplate(port, second).For(session));
            return exchange.LastByte - exchange.Started;
        }
    }
}
