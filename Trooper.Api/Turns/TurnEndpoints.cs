using Trooper.Api.Dialects;

namespace Trooper.Api.Turns;

/// <summary>The endpoints at which a client asks for a turn, each in its own protocol.</summary>
internal static class TurnEndpoints
{
    public static void MapTurns(this IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/messages", (HttpContext http, TurnDoor door, ClientDialects dialects) => door.Enter(http, dialects.Anthropic));
        app.MapPost("/", (HttpContext http, TurnDoor door, ClientDialects dialects) => door.Enter(http, dialects.Anthropic)); // an older alias
        app.MapPost("/v1/chat/completions", (HttpContext http, TurnDoor door, ClientDialects dialects) => door.Enter(http, dialects.Chat));
        app.MapPost("/v1/responses", (HttpContext http, TurnDoor door, ClientDialects dialects) => door.Enter(http, dialects.Responses));
        app.MapPost("/v1/messages/count_tokens", (HttpContext http, TokenCounter counter) => counter.Count(http));
    }
}
