using Trooper.Bench.Load.Stands;

namespace Trooper.Bench.Cluster;

/// <summary>Clusters of real nodes over one real Postgres, beside the bare relay. Each set of nodes is a cluster of its own, in a schema of its own.</summary>
internal sealed class ClusterStand : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly LocalServers servers = new();
    private readonly ServerProcess upstream;

    private ClusterStand(LocalPostgres postgres)
    {
        Postgres = postgres;
        upstream = servers.StartRole("upstream");
        Relay = new("relay", servers.StartRole("relay", $"http://127.0.0.1:{upstream.Port}/v1/messages"));
    }

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing => !File.Exists(Silo)
        ? $"Trooper.Silo is not built ({Silo}): dotnet build -c Release Trooper.Silo"
        : LocalPostgres.IsInstalled ? null : "no Postgres binaries (initdb, pg_ctl) are installed";

    public LocalPostgres Postgres { get; }

    public Target Relay { get; }

    // The bench knows the front end alone; the silo is a program like any other, built beside it in the same way.
    private static string Silo
    {
        get
        {
            var built = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(built.Parent!.Parent!.Parent!.Parent!.FullName, "Trooper.Silo", "bin", built.Parent.Name, built.Name, LocalServers.Executable("Trooper.Silo"));
        }
    }

    public static async Task<ClusterStand> SetUp()
    {
        var stand = new ClusterStand(await LocalPostgres.Start());
        await stand.upstream.WaitUntilOpen();
        await stand.Relay.Server.WaitUntilOpen();
        return stand;
    }

    /// <summary>Starts nodes, and waits until each says that it is ready.</summary>
    /// <returns>Those that serve clients.</returns>
    public async Task<IReadOnlyList<Target>> StartNodes(string cluster, params IReadOnlyList<string> roles)
    {
        var nodes = new List<(string Role, ServerProcess Server)>();
        foreach (var role in roles)
        {
            nodes.Add((role, servers.StartTrooper(
                Silo,
                servers.NewFolder($"{cluster}-{nodes.Count}"),
                upstream.Port,
                ("TROOPER_ROLE", role),
                ("TROOPER_CLUSTER", cluster),
                ("TROOPER_DATABASE", Postgres.ConnectionString.Replace("trooper,public", $"{cluster},public", StringComparison.Ordinal)),
                ("TROOPER_SILO_PORT", $"{LocalServers.FreePort()}"),
                ("TROOPER_GATEWAY_PORT", $"{LocalServers.FreePort()}"))));
            await Ready(nodes[^1].Server);
        }
        return [.. nodes.Where(node => node.Role != "silo").Select(node => new Target(cluster, node.Server))];
    }

    public async ValueTask DisposeAsync()
    {
        await servers.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private static async Task Ready(ServerProcess node)
    {
        await node.WaitUntilOpen();
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{node.Port}/readyz", limit.Token);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
