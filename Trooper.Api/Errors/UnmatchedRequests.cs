using Microsoft.AspNetCore.Diagnostics;
using Trooper.Core.Sessions;

namespace Trooper.Api.Errors;

/// <summary>Answers what no endpoint took, and what an endpoint could not foresee, in the envelope of the path.</summary>
internal static class UnmatchedRequests
{
    public static void UseErrorEnvelopes(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => http.Features.Get<IExceptionHandlerFeature>()?.Error is JournalUnavailableException unavailable
                ? WriteUnavailable(http, unavailable)
                : Refusals.Write(http, StatusCodes.Status500InternalServerError, "Something went wrong here; the log says what."),
            // The journal itself says once that it is gone.
            SuppressDiagnosticsCallback = failed => failed.Exception is JournalUnavailableException,
        });
        app.UseStatusCodePages(context => Refusals.Write(context.HttpContext, context.HttpContext.Response.StatusCode, context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {context.HttpContext.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{context.HttpContext.Request.Method} is not allowed at {context.HttpContext.Request.Path}; allowed: {context.HttpContext.Response.Headers.Allow}.",
            var status => $"The request failed with status {status}.",
        }));
    }

    private static Task WriteUnavailable(HttpContext http, JournalUnavailableException unavailable)
    {
        http.Response.Headers.RetryAfter = "5";
        return Refusals.Write(http, StatusCodes.Status503ServiceUnavailable, unavailable.Message);
    }
}
