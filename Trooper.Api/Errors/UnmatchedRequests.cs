using Microsoft.AspNetCore.Diagnostics;
using Trooper.Api.Turns;

namespace Trooper.Api.Errors;

/// <summary>Answers what no endpoint took, and what an endpoint could not foresee, in the envelope of the path.</summary>
internal static class UnmatchedRequests
{
    public static void UseErrorEnvelopes(this WebApplication app)
    {
        app.UseExceptionHandler(failed => failed.Run(http => http.Features.Get<IExceptionHandlerFeature>()?.Error is { } fault && Unavailability.Of(fault) is { } reason
            ? Unavailability.Write(http, reason)
            : Write(http, StatusCodes.Status500InternalServerError, "Something went wrong here; the log says what.")));
        app.UseStatusCodePages(context => Write(context.HttpContext, context.HttpContext.Response.StatusCode, context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {context.HttpContext.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed => $"{context.HttpContext.Request.Method} is not allowed at {context.HttpContext.Request.Path}; allowed: {context.HttpContext.Response.Headers.Allow}.",
            var status => $"The request failed with status {status}.",
        }));
    }

    public static Task Write(HttpContext http, int status, string message)
    {
        if (!http.Request.Path.StartsWithSegments("/v1"))
            return TypedResults.Problem(message, statusCode: status).ExecuteAsync(http);
        new TurnTrail(TimeProvider.System).WriteHeaders(http.Response);
        return ApiErrors.WriteAnthropic(http.Response, status, message);
    }
}
