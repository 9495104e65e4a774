using System.Globalization;
using Trooper.Api.Dialects;
using Trooper.Core.Access;
using Trooper.Core.Limits;

namespace Trooper.Api.Limits;

/// <summary>A limit of the caller's key that is used up.</summary>
internal sealed record OverLimit(LimitKind Kind, KeyLimits Limits, DateTimeOffset Now)
{
    /// <summary>The limit's name in headers and words.</summary>
    public string Name => Kind switch
    {
        LimitKind.RequestsPerMinute => "requests per minute",
        LimitKind.TokensPerDay => "tokens per day",
        LimitKind.MoneyPerMonth => "money per month",
        _ => "concurrent streams",
    };

    /// <summary>Waiting helps: a client may try again by itself.</summary>
    public bool IsShort => Kind is LimitKind.RequestsPerMinute or LimitKind.ConcurrentStreams;

    public ClientError Error => new(StatusCodes.Status429TooManyRequests, Message, Code: Kind == LimitKind.MoneyPerMonth ? "insufficient_quota" : null);

    private DateTimeOffset BackAt => LimitWindow.Of(Kind, Now).End;

    private int Seconds => Kind == LimitKind.ConcurrentStreams ? 1 : (int)Math.Ceiling((BackAt - Now).TotalSeconds);

    private string Message => Kind switch
    {
        LimitKind.RequestsPerMinute => Said($"This key's limit of {Limits.RequestsPerMinute} requests per minute is reached; it is back at {BackAt:HH:mm:ss} UTC, in {Seconds} s"),
        LimitKind.TokensPerDay => Said($"This key's limit of {Limits.TokensPerDay} tokens per day is reached; it is back at {BackAt:yyyy-MM-dd HH:mm} UTC"),
        LimitKind.MoneyPerMonth => Said($"This key's limit of ${Limits.MoneyPerMonth} per month is reached; it is back at {BackAt:yyyy-MM-dd HH:mm} UTC"),
        _ => Said($"This key's limit of {Limits.ConcurrentStreams} concurrent streams is reached; it is back when one of them has ended"),
    };

    /// <summary>What clients go by: official SDKs wait as long as they are told, and ask no more where it would take days.</summary>
    public void WriteHeaders(IHeaderDictionary headers)
    {
        headers["x-should-retry"] = IsShort ? "true" : "false";
        if (IsShort)
            headers.RetryAfter = Seconds.ToString(CultureInfo.InvariantCulture);
    }

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
