namespace Trooper.Api.Pressure;

/// <summary>How strained this process is at a moment.</summary>
/// <param name="Delay">How long work that is ready to run waits for its turn.</param>
/// <param name="Memory">The part of the memory that it may have which it has.</param>
internal readonly record struct Strain(TimeSpan Delay, double Memory);

/// <summary>
/// Turns requests away while this process has more to do than it can: the rest are served as fast as ever. Waiting for a provider costs nothing, so that
/// not the turns under way are counted, but the time that work waits for the processor (as CoDel does in queues, RFC 8289): what is turned away grows while
/// that stays too long, and is over as soon as it isn't.
/// </summary>
internal sealed partial class LoadShedder(TimeSpan? target, TimeProvider time, ILogger<LoadShedder> log)
{
    private const int Whole = 1000;
    private const int Most = 990; // some are let in, or nobody would know when it is over
    private const double MostMemory = 0.9;

    /// <summary>A longer delay is no burst.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private long? longSince;
    private int share;
    private long carried;
    private long turnedAway;
    private long reported;

    /// <summary>How many requests were turned away since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref turnedAway);

    public bool IsShedding => Volatile.Read(ref share) > 0;

    /// <summary>Whether the request at hand is to be turned away: of many, as large a part as has to be, evenly.</summary>
    public bool Sheds()
    {
        var part = Volatile.Read(ref share);
        if (part == 0)
            return false;
        var sum = Interlocked.Add(ref carried, part);
        if (sum / Whole == (sum - part) / Whole)
            return false;
        Interlocked.Increment(ref turnedAway);
        return true;
    }

    public void Observe(in Strain strain)
    {
        if (target is not { } longest)
            return;
        var before = share;
        var next = strain.Memory > MostMemory ? Whole : Next(strain.Delay, longest);
        Volatile.Write(ref share, next);
        if (before == 0 && next > 0)
            LogBegins(strain.Delay.TotalMilliseconds, strain.Memory * 100);
        else if (before > 0 && next == 0)
            LogEnds(-reported + (reported = TurnedAway));
    }

    private int Next(TimeSpan delay, TimeSpan longest)
    {
        if (delay <= longest)
        {
            longSince = null;
            var less = delay < longest / 2 ? share / 2 : share * 4 / 5;
            return less < Whole / 50 ? 0 : less;
        }
        longSince ??= time.GetTimestamp();
        return time.GetElapsedTime(longSince.Value) < Patience ? share : Math.Min(Most, share + ((Whole - share) / 3) + (Whole / 20));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Overloaded: work waits {Delay:0} ms to run, memory is used to {Memory:0} %. Some requests are turned away until that is better")]
    private partial void LogBegins(double delay, double memory);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No longer overloaded; {Count} requests were turned away")]
    private partial void LogEnds(long count);
}
