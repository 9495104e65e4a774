namespace Trooper.Api.Errors;

/// <summary>Refuses a request before any endpoint has seen it, in the envelope of the path.</summary>
internal static class Refusals
{
    public static Task Write(HttpContext http, int status, string message) => http.Request.Path.StartsWithSegments("/v1") || IsOldAlias(http.Request)
        ? ApiErrors.Refuse(http, new(status, message))
        : TypedResults.Problem(message, statusCode: status).ExecuteAsync(http);

    // A turn can be asked for at the root, too.
    private static bool IsOldAlias(HttpRequest request) => request.Path == "/" && HttpMethods.IsPost(request.Method);
}
