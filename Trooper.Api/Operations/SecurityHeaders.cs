namespace Trooper.Api.Operations;

/// <summary>What every reply tells a browser, whoever asked and whatever came of it.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(next => http =>
    {
        // At the last moment: an error that nobody foresaw begins its reply anew, without what was set before. What a page said for itself stays.
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("X-Frame-Options", "DENY");
            return Task.CompletedTask;
        }, http.Response);
        return next(http);
    });
}
