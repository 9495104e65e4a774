namespace Trooper.Bench.Load.Stands;

/// <summary>The processes that are measured side by side.</summary>
internal sealed class Stand : IAsyncDisposable
{
    private readonly LocalServers servers = new();

    private Stand()
    {
        var upstream = servers.StartRole("upstream");
        Direct = new("direct", upstream);
        Relay = new("relay", servers.StartRole("relay", $"http://127.0.0.1:{upstream.Port}/v1/messages"));
        Trooper = new("trooper", StartTrooper(NewFolder("data")));
    }

    /// <summary>The fake upstream, called without anything between.</summary>
    public Target Direct { get; }

    /// <summary>The bare relay.</summary>
    public Target Relay { get; }

    public Target Trooper { get; }

    public IReadOnlyList<Target> All => [Direct, Relay, Trooper];

    public static async Task<Stand> SetUp()
    {
        var stand = new Stand();
        foreach (var target in stand.All)
            await target.Server.WaitUntilOpen();
        return stand;
    }

    public string NewFolder(string name) => servers.NewFolder(name);

    /// <summary>Another Trooper, on the same upstream.</summary>
    public ServerProcess StartTrooper(string dataFolder, params (string Name, string Value)[] settings) =>
        servers.StartTrooper(LocalServers.BesideThis("Trooper.Api"), dataFolder, Direct.Port, settings);

    public ValueTask DisposeAsync() => servers.DisposeAsync();
}
