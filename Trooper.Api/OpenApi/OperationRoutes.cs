using Trooper.Api.Providers;
using Trooper.Api.Usage;

namespace Trooper.Api.OpenApi;

/// <summary>For those who run it.</summary>
internal static class OperationRoutes
{
    private const string Tag = "Operations";

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /providers"] = new(Tag, "The providers' health") { Answer = typeof(ProvidersView), Errors = [401] },
        ["GET /usage"] = new(Tag, "Requests, tokens and money, by team, key, model or day")
        {
            Details = "A member sees its team's, an admin everybody's. Money is by the price table.",
            Parameters = new Dictionary<string, string> { ["from"] = "The first day of UTC, such as 2026-06-01; 30 days by default.", ["to"] = "The last day; today by default.", ["by"] = "`team`, `key`, `model` or `day` (the default)." },
            Answer = typeof(UsageView),
            Errors = [400, 401, 503],
        },
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
