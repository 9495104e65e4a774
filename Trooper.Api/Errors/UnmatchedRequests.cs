using Microsoft.AspNetCore.Diagnostics;
using Trooper.Core.Access;
using Trooper.Core.Sessions;

namespace Trooper.Api.Errors;

/// <summary>Answers what no endpoint took, and what an endpoint could not foresee, in the envelope of the path.</summary>
internal static class UnmatchedRequests
{
    public static void UseErrorEnvelopes(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => http.Features.Get<IExceptionHandlerFeature>()?.Error is { } fault && IsOutage(fault)
                ? WriteUnavailable(http, fault.Message)
                : Refusals.Write(http, StatusCodes.Status500InternalServerError, "Something went wrong here; the log says what."),
            // The journal, and who follows the keys, say once that it is gone.
            SuppressDiagnosticsCallback = failed => IsOutage(failed.Exception),
        });
        app.UseStatusCodePages(context => Refusals.Write(context.HttpContext, context.HttpContext.Response.StatusCode, context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {context.HttpContext.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{context.HttpContext.Request.Method} is not allowed at {context.HttpContext.Request.Path}; allowed: {context.HttpContext.Response.Headers.Allow}.",
            var status => $"The request failed with status {status}.",
        }));
    }

    private static bool IsOutage(Exception fault) => fault is JournalUnavailableException or KeyStoreException { MayPass: true };

    private static Task WriteUnavailable(HttpContext http, string reason)
    {
        http.Response.Headers.RetryAfter = "5";
        return Refusals.Write(http, StatusCodes.Status503ServiceUnavailable, reason);
    }
}
