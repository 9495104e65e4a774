namespace Trooper.Api.Operations;

/// <summary>What every reply tells a browser, whoever asked and whatever came of it.</summary>
internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use(next => http =>
    {
        // At the last moment: an error that nobody foresaw begins its reply anew, without what was set before.
        http.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            headers.XFrameOptions = "DENY";
            return Task.CompletedTask;
        }, http.Response);
        return next(http);
    });
}
