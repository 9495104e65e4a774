namespace Trooper.Api.Turns;

/// <summary>The Anthropic Messages API.</summary>
internal static class TurnEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/messages", (HttpContext http, TurnRunner runner) => runner.Run(http));
        app.MapPost("/", (HttpContext http, TurnRunner runner) => runner.Run(http)); // an older alias
        app.MapPost("/v1/messages/count_tokens", (HttpContext http, TokenCounter counter) => counter.Count(http));
    }
}
