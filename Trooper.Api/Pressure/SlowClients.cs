using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Trooper.Api.Pressure;

/// <summary>
/// What a client may take its time for. One that sends nothing, or no longer reads, must not hold what it was given for ever; one that reads slowly, or
/// whose network was away for a moment, is still there.
/// </summary>
internal static class SlowClients
{
    public static void Set(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MaxRequestHeaderCount = 100;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 500, gracePeriod: TimeSpan.FromSeconds(10));
        // What was written and not read waits in a buffer of this size, and whoever writes waits with it, up to the provider's own connection.
        limits.MaxResponseBufferSize = 64 * 1024;
        // What was read faster before counts for later: who took 100 KB at once may pause for 100 s.
        limits.MinResponseDataRate = new(bytesPerSecond: 1000, gracePeriod: TimeSpan.FromSeconds(45));
    }
}
