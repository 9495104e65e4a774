namespace Trooper.Api.Turns;

/// <summary>When a turn reached its stations, for Trooper's own share of its time to be told from the providers' and the client's.</summary>
internal sealed class TurnTimes(TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private long heard;
    private long called;
    private long arrived;
    private long passedOn;
    private TimeSpan recording;

    /// <summary>From the request's first byte here until now.</summary>
    public TimeSpan SoFar => time.GetElapsedTime(started);

    /// <summary>Until the first content was on its way to the client; null when there was none.</summary>
    public TimeSpan? ToFirstWord => passedOn == 0 ? null : time.GetElapsedTime(started, passedOn);

    /// <summary>
    /// What Trooper added: from the request's last byte until the first provider was called, from its first content until that was passed on, and
    /// while the answer was made durable. Null when no provider was called.
    /// </summary>
    public TimeSpan? Overhead => called == 0 ? null : time.GetElapsedTime(heard, called) + time.GetElapsedTime(arrived, passedOn) + recording;

    public long Now => time.GetTimestamp();

    /// <summary>The whole request is here.</summary>
    public void Heard() => heard = Now;

    /// <summary>A provider is called; the first one counts.</summary>
    public void Called()
    {
        if (called == 0)
            called = Now;
    }

    /// <summary>Content was passed on; the first one counts.</summary>
    /// <param name="at">When it had come.</param>
    public void PassedOn(long at)
    {
        if (passedOn == 0)
            (arrived, passedOn) = (at, Now);
    }

    public void Recorded(long since) => recording += time.GetElapsedTime(since);
}
