using Orleans.Configuration;
using Orleans.Storage;
using Trooper.Api;
using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Api.Sessions;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;
using Trooper.Grains.Providers;
using Trooper.Silo.Configuration;
using Trooper.Silo.Operations;
using Trooper.Silo.Providers;
using Trooper.Silo.Sessions;

namespace Trooper.Silo;

/// <summary>What makes a front end a node: sessions and providers that are the cluster's, and the part of them that this node holds.</summary>
internal static class ClusterNode
{
    private const string Invariant = "Npgsql";

    public static void AddClusterNode(this WebApplicationBuilder builder, NodeOptions node, IJournal journal)
    {
        var services = builder.Services;
        services.AddSingleton(node);
        services.AddSingleton(journal);
        services.AddSingleton<Patience>();
        services.AddSingleton<ISessions, ClusterSessions>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = node.Drain);
        if (node.HoldsSessions)
        {
            builder.UseOrleans(silo => silo.AddTrooperSilo(node));
            services.AddHostedService<RetentionSetting>();
        }
        else
        {
            builder.UseOrleansClient(client => client.AddTrooperClient(node));
        }
        services.AddSingleton<ClusterProviders>();
        services.AddSingleton<IProviders>(provider => provider.GetRequiredService<ClusterProviders>());
        services.AddSingleton<IReadinessCheck, DrainCheck>();
        if (node.ServesClients)
        {
            services.AddHostedService(provider => provider.GetRequiredService<ClusterProviders>());
            services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<ClusterProviders>());
        }
    }

    public static void MapNode(this WebApplication app, TrooperOptions options, NodeOptions node)
    {
        if (node.ServesClients)
            app.MapTrooper(options);
        else
            app.MapProbes();
    }

    private static void AddTrooperSilo(this ISiloBuilder silo, NodeOptions node)
    {
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (node.Cluster, node.Cluster));
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.Response);
        silo.Configure<ClusterMembershipOptions>(ClusterTimes.Set);
        silo.Services.AddOptions<ReminderOptions>().Configure<CurrentOptions>((reminders, options) =>
        {
            // Orleans warns of short ones, so that they are allowed only where they are wanted.
            if (options.Now.SessionTtl is { } ttl && Retention.IntervalFor(ttl) is var interval && interval < reminders.MinimumReminderPeriod)
                reminders.MinimumReminderPeriod = interval;
        });
        silo.Configure<GrainCollectionOptions>(collection => collection.CollectionQuantum = TimeSpan.FromSeconds(30));
        if (node.Database is not { } database)
        {
            silo.UseLocalhostClustering(node.SiloPort, node.GatewayPort, serviceId: node.Cluster, clusterId: node.Cluster);
            silo.AddMemoryGrainStorage(ProviderGrain.Storage);
            silo.UseInMemoryReminderService();
            return;
        }
        silo.ConfigureEndpoints(node.Address, node.SiloPort, node.GatewayPort);
        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, database));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, database));
        silo.Services.AddSingleton<OrleansGrainStorageSerializer>();
        // In Orleans' own binary form, by aliases and numbered fields: the form in which versions may differ.
        silo.AddAdoNetGrainStorage(ProviderGrain.Storage, storage => storage.Configure<OrleansGrainStorageSerializer>((options, serializer) =>
            (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = (Invariant, database, serializer)));
    }

    private static void AddTrooperClient(this IClientBuilder client, NodeOptions node)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (node.Cluster, node.Cluster));
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = ClusterTimes.Response);
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = ClusterTimes.GatewayRefresh);
        client.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = (Invariant, node.Database));
        client.UseConnectionRetryFilter<WaitForSilo>();
    }
}
