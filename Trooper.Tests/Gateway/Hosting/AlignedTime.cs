namespace Trooper.Tests.Gateway.Hosting;

/// <summary>A clock that runs as the real one does, from the beginning of a minute of the summer of 2026: a test that counts by the minute is done before its end.</summary>
internal sealed class AlignedTime : TimeProvider
{
    private readonly TimeSpan offset = new DateTimeOffset(2026, 6, 1, 12, 0, 1, TimeSpan.Zero) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
}
