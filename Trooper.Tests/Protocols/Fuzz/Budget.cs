using System.Diagnostics;
using System.Globalization;

namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>
/// How long a fuzz run lasts: two seconds, or as many as <c>TROOPER_FUZZ_SECONDS</c> says. The short run takes the same seeds every time; a long one
/// goes on from where the clock stands, so that each finds something new.
/// </summary>
internal static class Budget
{
    private static readonly TimeSpan OneCase = TimeSpan.FromSeconds(5);

    public static void Spend(Action<int> tryOne)
    {
        var asked = int.TryParse(Environment.GetEnvironmentVariable("TROOPER_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds);
        var clock = Stopwatch.StartNew();
        for (var seed = asked ? Environment.TickCount & 0xFFFFFFF : 1; clock.Elapsed.TotalSeconds < (asked ? seconds : 2); seed++)
        {
            var (began, allocated) = (clock.Elapsed, GC.GetAllocatedBytesForCurrentThread());
            try
            {
                tryOne(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}: {e.Message}", e);
            }
            Assert.True(clock.Elapsed - began < OneCase, $"seed {seed} took {clock.Elapsed - began}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 64 * 1024 * 1024, $"seed {seed} took {GC.GetAllocatedBytesForCurrentThread() - allocated} bytes");
        }
    }
}
