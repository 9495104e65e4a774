using System.Net;
using System.Net.Sockets;
using Trooper.Tests.Fakes;
using Trooper.Tests.Gateway.Hosting;
using Trooper.Tests.Journal;
using Trooper.Tests.Journal.Postgres;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>Nodes in processes of their own over a Postgres of their own. A node that died is started again at its old address.</summary>
internal sealed class NodeCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ProxyForgetsWithin = TimeSpan.FromSeconds(1);

    private readonly TestFolder folder = new();
    private readonly List<Seat> seats = [];
    private readonly List<NodeProcess> gone = [];

    private NodeCluster(FakeUpstreams fakes, PostgresServer postgres) => (Fakes, Postgres) = (fakes, postgres);

    public FakeUpstreams Fakes { get; }

    public PostgresServer Postgres { get; }

    /// <summary>What a node that is added runs.</summary>
    public string Program { get; set; } = NodeProcess.ThisVersion;

    /// <summary>The nodes that clients speak to.</summary>
    public IReadOnlyList<NodeProcess> Fronts => [.. seats.Where(seat => seat.Role != "silo" && !seat.Node.IsLeaving).Select(seat => seat.Node)];

    /// <summary>Those of them that a proxy in front would choose from.</summary>
    public IReadOnlyList<NodeProcess> FrontsThatAreUp => Fronts.Where(front => front.Stay.IsUp).ToList() is { Count: > 0 } up ? up : Fronts;

    public IReadOnlyList<NodeProcess> Nodes => [.. seats.Select(seat => seat.Node)];

    /// <summary>What all nodes wrote, those that are gone included.</summary>
    public string Output => string.Join("\n", gone.Concat(Nodes).Select(node => node.Output));

    public static Task<NodeCluster> Start(IReadOnlyList<string> roles, params (string Name, string Value)[] changes) => Start(NodeProcess.ThisVersion, roles, changes);

    public static async Task<NodeCluster> Start(string program, IReadOnlyList<string> roles, params (string Name, string Value)[] changes)
    {
        var postgres = await PostgresServer.Initialise();
        await postgres.Start();
        var cluster = new NodeCluster(await FakeUpstreams.Start(), postgres) { Program = program };
        foreach (var role in roles)
            cluster.Add(role, changes);
        using var limit = new CancellationTokenSource(StartLimit);
        await Task.WhenAll(cluster.Nodes.Select(node => node.Ready(limit.Token)));
        return cluster;
    }

    public NodeProcess Add(string role, params (string Name, string Value)[] changes)
    {
        var settings = TrooperHost.Settings(Fakes);
        settings["SHED_ABOVE"] = "0"; // this machine is slow; what is turned away must be the cluster's doing
        settings["TROOPER_ROLE"] = role;
        settings["TROOPER_DATABASE"] = Postgres.ConnectionString + ";Maximum Pool Size=15";
        settings["TROOPER_SILO_PORT"] = $"{FreePort()}";
        settings["TROOPER_GATEWAY_PORT"] = $"{FreePort()}";
        foreach (var (name, value) in changes)
            settings[name] = value;
        var seat = new Seat($"{role}-{gone.Count + seats.Count}", role, Program, FreePort(), settings);
        settings["TROOPER_DATA"] = Path.Combine(folder.Path, seat.Name);
        seat.Node = seat.Launch();
        seats.Add(seat);
        return seat.Node;
    }

    /// <summary>Starts anew what has died.</summary>
    public void Replace(NodeProcess dead)
    {
        var seat = seats.Single(seat => seat.Node == dead);
        gone.Add(dead); // there may still be requests under way to it
        seat.Node = seat.Launch();
        _ = seat.Node.Ready(new CancellationTokenSource(StartLimit).Token);
    }

    /// <summary>As a rollout does it: the new node first, then the old one goes when the proxy has forgotten it.</summary>
    public async Task Roll(NodeProcess old)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        var seat = seats.Single(seat => seat.Node == old);
        await Add(seat.Role).Ready(limit.Token);
        old.IsLeaving = true;
        await Task.Delay(ProxyForgetsWithin, limit.Token);
        old.Terminate();
        await old.Ended();
        seats.Remove(seat);
        gone.Add(old);
    }

    public async Task AllReady()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        foreach (var node in Nodes)
        {
            if (node.HasEnded)
                Replace(node);
        }
        await Task.WhenAll(Nodes.Select(node => node.Ready(limit.Token)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in gone.Concat(Nodes))
            node.Dispose();
        await Fakes.DisposeAsync();
        await Postgres.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The settings of a node by itself.</summary>
    public static Dictionary<string, string?> Alone(FakeUpstreams fakes, string folder)
    {
        var settings = TrooperHost.Settings(fakes);
        settings["TROOPER_DATA"] = folder;
        settings["TROOPER_SILO_PORT"] = $"{FreePort()}";
        settings["TROOPER_GATEWAY_PORT"] = $"{FreePort()}";
        return settings;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Seat(string name, string role, string program, int port, Dictionary<string, string?> settings)
    {
        public string Name => name;

        public string Role => role;

        public NodeProcess Node { get; set; } = null!;

        public NodeProcess Launch() => NodeProcess.Launch(name, port, settings, program);
    }
}
