using Trooper.Core.Sessions;
using Trooper.Grains.Sessions;

namespace Trooper.Silo.Sessions;

/// <summary>The sessions of the cluster, wherever they are.</summary>
internal sealed class ClusterSessions(IGrainFactory grains, Patience patience, TimeProvider time) : ISessions
{
    public ISession Get(SessionKey key) => new ClusterSession(grains.GetGrain<ISessionGrain>(SessionGrainKey.Of(key)), patience, time);
}
