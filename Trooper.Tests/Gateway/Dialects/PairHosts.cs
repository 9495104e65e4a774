using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Dialects;

/// <summary>A host for each provider, with that provider in front of the local model; the tests of all pairs share them.</summary>
public sealed class PairHosts : IAsyncLifetime
{
    private readonly Dictionary<string, TrooperHost> hosts = [];

    public async Task InitializeAsync()
    {
        foreach (var provider in Pairs.Providers)
            hosts[provider] = await TrooperHost.StartWith(provider == "ollama" ? [] : [provider], null, ("BREAKER_COOLDOWN", "0.001s"));
    }

    public async Task DisposeAsync()
    {
        foreach (var host in hosts.Values)
            await host.DisposeAsync();
    }

    /// <summary>A client over a provider, as if nobody had ever called it.</summary>
    internal Pair Open(string client, string provider)
    {
        hosts[provider].Fakes.Reset();
        return new(client, provider, hosts[provider]);
    }
}

[CollectionDefinition(Name)]
public sealed class PairCollection : ICollectionFixture<PairHosts>
{
    public const string Name = "Dialects";
}
