using System.Net;
using Trooper.Api.Access;
using Trooper.Api.Errors;
using Trooper.Core.Access;

namespace Trooper.Api.Telemetry.Prometheus;

/// <summary><c>GET /metrics</c>: for admins, and for whoever is on this machine.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<MetricsPage>(); // made now: what is measured before anybody looks is kept as well
        app.MapGet("/metrics", IResult (HttpContext http) => http.FindCaller() is { Role: KeyRole.Admin } || IsHere(http.Connection.RemoteIpAddress)
            ? TypedResults.Text(page.Write(), PrometheusText.ContentType)
            : Problems.Forbidden("/metrics is for admins, and for callers on this machine.")).WithMetadata(OpenOnLoopback.Instance);
    }

    private static bool IsHere(IPAddress? caller) => caller is not null && IPAddress.IsLoopback(caller);
}
