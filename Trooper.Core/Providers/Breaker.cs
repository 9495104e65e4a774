namespace Trooper.Core.Providers;

public enum BreakerPosition
{
    Closed,
    Open,
    HalfOpen,
}

/// <summary>
/// A provider's circuit breaker: three failures in a row within a minute open it; a minute later, or when the provider said it would be back if that
/// is later, one trial is granted, and its outcome decides. Immutable: every change is a new value.
/// </summary>
public sealed record Breaker
{
    public const int FailuresToOpen = 3;
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan OpensFor = TimeSpan.FromSeconds(60);

    /// <summary>A trial that was granted and never reported (its node died) is granted again after this long.</summary>
    public static readonly TimeSpan TrialLease = TimeSpan.FromSeconds(360);

    public static readonly Breaker Healthy = new();

    public BreakerPosition Position { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }
    public DateTimeOffset? FirstFailureAt { get; init; }
    public string? LastError { get; init; }

    /// <summary>When the next trial may be made; null while closed.</summary>
    public DateTimeOffset? RetryAt { get; init; }
    public DateTimeOffset? TrialAt { get; init; }

    /// <summary>A request may go ahead with no one asked.</summary>
    public bool IsClosed => Position == BreakerPosition.Closed;

    public bool IsTrialDue(DateTimeOffset now) => Position switch
    {
        BreakerPosition.Open => now >= RetryAt,
        BreakerPosition.HalfOpen => now >= TrialAt + TrialLease,
        _ => false,
    };

    /// <summary>Grants the one trial, if it is due.</summary>
    public Breaker? TryGrantTrial(DateTimeOffset now) => IsTrialDue(now) ? this with { Position = BreakerPosition.HalfOpen, TrialAt = now } : null;

    /// <param name="opensFor">The least time without a request once it is open.</param>
    public Breaker Failed(DateTimeOffset now, string error, DateTimeOffset? backAt, TimeSpan opensFor)
    {
        var isSameRow = FirstFailureAt is { } first && now - first <= Window;
        var failures = isSameRow || Position != BreakerPosition.Closed ? Failures + 1 : 1;
        var opens = failures >= FailuresToOpen || Position != BreakerPosition.Closed;
        var retryAt = now + opensFor;
        return new Breaker
        {
            Position = opens ? BreakerPosition.Open : BreakerPosition.Closed,
            Failures = failures,
            FirstFailureAt = isSameRow ? FirstFailureAt : now,
            LastError = error,
            RetryAt = opens ? Later(retryAt, Later(backAt ?? retryAt, RetryAt ?? retryAt)) : Announced(now, backAt),
        };
    }

    public Breaker Succeeded() => Healthy with { LastError = LastError };

    /// <summary>A trial ended without telling anything of the provider (the client hung up, or was itself at fault): the next one may be made at once.</summary>
    public Breaker TrialReleased() => Position == BreakerPosition.HalfOpen ? this with { Position = BreakerPosition.Open } : this;

    // While closed, an announced time counts once the breaker opens.
    private DateTimeOffset? Announced(DateTimeOffset now, DateTimeOffset? backAt) =>
        backAt is { } back && back > now ? Later(back, RetryAt ?? back) : RetryAt;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
