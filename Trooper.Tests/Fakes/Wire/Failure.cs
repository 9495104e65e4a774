namespace Trooper.Tests.Fakes.Wire;

public enum FailureKind
{
    Invalid,
    Unauthorized,
    Forbidden,
    NotFound,
    TooLarge,
    PromptTooLong,
    RateLimited,
    QuotaExhausted,
    Billing,
    CreditTooLow,
    ServerError,
    Unavailable,
    Timeout,
    Overloaded,
}

/// <summary>Why there is no answer. Each dialect has its own status, envelope and words for it; <paramref name="Message"/> replaces the words.</summary>
public sealed record Failure(FailureKind Kind, string? Message = null)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>OpenAI's name of the offending parameter.</summary>
    public string? Param { get; init; }

    /// <summary>OpenAI's machine-readable reason.</summary>
    public string? Code { get; init; }

    public int Tokens { get; init; } = 250_000;

    public int Maximum { get; init; } = 200_000;

    internal static Failure Invalid(string message, string? param = null, string? code = null) =>
        new(FailureKind.Invalid, message) { Param = param, Code = code };
}
