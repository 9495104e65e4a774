using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>The vendors' failures: the same call gives each vendor's own status, body and headers.</summary>
public static partial class Behave
{
    public static Behaviour FailsWith(FailureKind kind) => FailsWith(new Failure(kind));

    public static Behaviour FailsWith(Failure failure) => new() { Failure = failure };

    public static Behaviour RateLimited(TimeSpan? retryAfter = null) => FailsWith(new Failure(FailureKind.RateLimited) { RetryAfter = retryAfter });

    /// <summary>Money or plan used up: OpenAI's 429 <c>insufficient_quota</c> and its like.</summary>
    public static Behaviour QuotaExhausted() => FailsWith(FailureKind.QuotaExhausted);

    public static Behaviour Billing() => FailsWith(FailureKind.Billing);

    public static Behaviour CreditTooLow() => FailsWith(FailureKind.CreditTooLow);

    public static Behaviour Overloaded() => FailsWith(FailureKind.Overloaded);

    public static Behaviour PromptTooLong(int tokens = 250_000, int maximum = 200_000) =>
        FailsWith(new Failure(FailureKind.PromptTooLong) { Tokens = tokens, Maximum = maximum });

    public static Behaviour Invalid(string message) => FailsWith(new Failure(FailureKind.Invalid, message));

    public static Behaviour Unauthorized() => FailsWith(FailureKind.Unauthorized);

    public static Behaviour Forbidden() => FailsWith(FailureKind.Forbidden);

    public static Behaviour ModelNotFound() => FailsWith(FailureKind.NotFound);

    public static Behaviour TooLarge() => FailsWith(FailureKind.TooLarge);

    public static Behaviour ServerError() => FailsWith(FailureKind.ServerError);

    /// <summary>A page of HTML from the vendor's edge, not its API.</summary>
    public static Behaviour BadGateway() =>
        RepliesWith(502, "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>", "text/html");

    public static Behaviour Unavailable() => FailsWith(FailureKind.Unavailable);

    public static Behaviour GatewayTimeout() => FailsWith(FailureKind.Timeout);
}
