namespace Trooper.Tests.Gateway.Hosting;

/// <summary>A clock that runs as the real one does, less than a minute ahead of it: a minute has just begun, so that a test that counts by it is done before its end.</summary>
internal sealed class AlignedTime : TimeProvider
{
    private readonly TimeSpan offset = TimeSpan.FromTicks(TimeSpan.TicksPerMinute - (System.GetUtcNow().Ticks % TimeSpan.TicksPerMinute));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
