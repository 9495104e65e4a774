using System.Data.Common;
using Trooper.Core.Sessions;

namespace Trooper.Api.Errors;

/// <summary>What a moment's patience may mend: the sessions' journal or the session's node is away. The client is told so, and when to come again.</summary>
internal static class Unavailability
{
    private const string RetryAfterSeconds = "2";

    /// <returns>The reason; null for a fault of another kind.</returns>
    public static string? Of(Exception fault) => fault switch
    {
        SessionUnavailableException => fault.Message,
        DbException => $"The sessions' database can't be reached now ({fault.Message}); try again in a few seconds.",
        _ => null,
    };

    public static Task Write(HttpContext http, string reason)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return UnmatchedRequests.Write(http, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
