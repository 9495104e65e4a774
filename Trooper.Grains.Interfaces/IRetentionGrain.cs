namespace Trooper.Grains;

/// <summary>Forgets sessions that have been idle for longer than they are kept. One for the cluster, woken by a reminder, so that it does its rounds whichever nodes run.</summary>
[Alias("trooper.retention")]
public interface IRetentionGrain : IGrainWithIntegerKey
{
    /// <param name="ttl">How long an idle session is kept; null for ever.</param>
    /// <param name="interval">Between two rounds.</param>
    [Alias("keep")]
    Task Keep(TimeSpan? ttl, TimeSpan interval);
}
