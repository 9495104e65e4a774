using Trooper.Api.Configuration;

namespace Trooper.Api.Operations;

/// <summary>For those who run it: probes, and the configuration that a page needs, without secrets.</summary>
internal static class OperationEndpoints
{
    /// <summary>What a node answers that serves no clients.</summary>
    public static void MapProbes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/healthz", () => TypedResults.Ok(new Dictionary<string, string> { ["status"] = "ok" })).AllowAnonymous();
        app.MapGet("/readyz", (Readiness readiness) => readiness.Answer()).AllowAnonymous();
    }

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        app.MapProbes();
        app.MapGet("/config", (TrooperOptions options) => TypedResults.Ok(new Dictionary<string, object>
        {
            ["local_model"] = options.Local.Model,
            ["providers"] = options.Chain.Select(provider => new Dictionary<string, string> { ["name"] = provider.Name, ["model"] = provider.Model }),
            ["context_window"] = options.ContextWindow,
        }));
        // Clients probe it; people come with a browser.
        app.MapMethods("/", ["GET", "HEAD"], IResult (HttpRequest request) => HttpMethods.IsGet(request.Method) && WantsHtml(request)
            ? TypedResults.Redirect("/chat")
            : TypedResults.Ok(new Dictionary<string, string> { ["name"] = "trooper" })).AllowAnonymous();
    }

    private static bool WantsHtml(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
