using Trooper.Api.Providers;

namespace Trooper.Api.OpenApi;

/// <summary>For those who run it.</summary>
internal static class OperationRoutes
{
    private const string Tag = "Operations";

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /providers"] = new(Tag, "The providers' health") { Answer = typeof(ProvidersView), Errors = [401] },
        ["GET /config"] = new(Tag, "What a user interface needs to know; no secrets") { Answers = "`{\"local_model\", \"providers\": [{\"name\", \"model\"}], \"context_window\"}`", Errors = [401] },
        ["GET /healthz"] = new(Tag, "The process is alive") { Answers = "`{\"status\": \"ok\"}`" },
        ["GET /readyz"] = new(Tag, "The process can serve")
        {
            Answers = "`{\"status\": \"ready\"}`, or `{\"status\": \"degraded\", \"reasons\": [...]}` while it serves all the same.",
            Errors = [503],
        },
        ["GET /metrics"] = new(Tag, "Metrics in Prometheus' text format")
        {
            Details = "For callers on this machine, and elsewhere for admins.",
            MediaType = "text/plain",
            Answers = "Format 0.0.4.",
            Errors = [401, 403],
        },
        ["GET /"] = new(Tag, "Says that Trooper is here; a browser is sent to /chat") { Answers = "`{\"name\": \"trooper\"}`" },
        ["HEAD /"] = new(Tag, "Says that Trooper is here") { MediaType = null },
    };
}
