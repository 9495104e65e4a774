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

    /// <summary>So few requests under way are not what keeps the processor busy: to turn one away would not help.</summary>
    public const int Few = 32;

    /// <summary>A longer delay is no burst.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private long? longSince;
    private int share;
    private int underWay;
    private long carried;
    private long turnedAway;
    private long turnedAwayBefore;

    /// <summary>How many requests were turned away since the start.</summary>
    public long TurnedAway => Interlocked.Read(ref turnedAway);

    /// <summary>What there is too little of, in one word.</summary>
    public string Lacks => Volatile.Read(ref share) == Whole ? "memory" : "processor";

    public bool IsShedding => Volatile.Read(ref share) > 0;

    /// <summary>Lets the request at hand in, or turns it away: of many, as large a part as has to be, evenly.</summary>
    public bool TryEnter()
    {
        var part = Volatile.Read(ref share);
        if (part == 0 || (part < Whole && Volatile.Read(ref underWay) < Few) || !IsTurnOf(part))
        {
            Interlocked.Increment(ref underWay);
            return true;
        }
        Interlocked.Increment(ref turnedAway);
        return false;
    }

    /// <summary>A request that was let in has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref underWay);

    public void Observe(in Strain strain)
    {
        if (target is not { } longest)
            return;
        var before = share;
        var next = strain.Memory > MostMemory ? Whole : Next(strain.Delay, longest);
        Volatile.Write(ref share, next);
        if (before == 0 && next > 0)
            Begin(strain);
        else if (before > 0 && next == 0)
            LogEnds(TurnedAway - turnedAwayBefore);
    }

    private void Begin(in Strain strain)
    {
        turnedAwayBefore = TurnedAway;
        LogBegins(strain.Delay.TotalMilliseconds, strain.Memory * 100);
    }

    private bool IsTurnOf(int part)
    {
        var sum = Interlocked.Add(ref carried, part);
        return sum / Whole != (sum - part) / Whole;
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
