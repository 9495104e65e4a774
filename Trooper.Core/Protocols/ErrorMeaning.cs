namespace Trooper.Core.Protocols;

/// <summary>What an error means, whichever protocol says it.</summary>
public enum ErrorMeaning
{
    Invalid,
    TooLong,
    Unauthorized,
    Forbidden,
    NotFound,
    TooLarge,
    RateLimited,
    QuotaGone,
    Overloaded,
    TimedOut,
    Broken,
}
