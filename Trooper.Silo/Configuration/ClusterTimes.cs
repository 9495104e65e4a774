using Orleans.Configuration;

namespace Trooper.Silo.Configuration;

/// <summary>
/// How soon a cluster notices that a node is gone: within some seven seconds, while a client's answer waits. A node that merely stood still for as long
/// is taken for dead and ends itself when it wakes; what it wrote meanwhile, the journal's fence refuses.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>A call to a node that stands still must end while its client still waits, so that it can be made again elsewhere.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(6);

    public static readonly TimeSpan GatewayRefresh = TimeSpan.FromSeconds(2);

    public static void Set(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(3);
        membership.NumMissedProbesLimit = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
        membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(2);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }
}
