using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using Trooper.Core.Sessions;
using Trooper.Grains.Providers;
using Trooper.Grains.Sessions;
using Trooper.Journal.Files;
using Trooper.Silo.Sessions;
using Trooper.Tests.Journal;

namespace Trooper.Cluster.Tests.Hosting;

/// <summary>Several silos in this process, over one journal.</summary>
internal sealed class TrooperCluster : IAsyncDisposable
{
    private readonly TestFolder folder = new();
    private FileJournal files = null!;
    private InProcessTestCluster cluster = null!;

    public SharedJournal Journal { get; private set; } = null!;

    public InProcessTestCluster Silos => cluster;

    public IGrainFactory Grains => cluster.Client;

    public static async Task<TrooperCluster> Start(short silos = 2)
    {
        var trooper = new TrooperCluster();
        trooper.files = await trooper.folder.Open();
        trooper.Journal = new(trooper.files);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IJournal>(trooper.Journal);
            silo.Services.AddSingleton(TimeProvider.System);
            silo.AddMemoryGrainStorage(ProviderGrain.Storage);
            silo.UseInMemoryReminderService();
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 2;
            });
        });
        trooper.cluster = builder.Build();
        await trooper.cluster.DeployAsync();
        return trooper;
    }

    /// <summary>A session as a node outside the silos sees it.</summary>
    public ISession Session(string id) => new ClusterSession(Grain(id), new Patience(TimeProvider.System), TimeProvider.System);

    public ISessionGrain Grain(string id) => Grains.GetGrain<ISessionGrain>(SessionGrainKey.Of(new(SessionKey.NoTeam, id)));

    public async Task<InProcessSiloHandle> HolderOf(string id)
    {
        var host = await Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(Grain(id));
        return cluster.Silos.First(silo => silo.SiloAddress.Equals(host));
    }

    /// <summary>Lets everything leave memory that nobody uses.</summary>
    public Task Forget() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        Journal.IsAway = false;
        await cluster.DisposeAsync();
        await files.DisposeAsync();
        folder.Dispose();
    }
}
