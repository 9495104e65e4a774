namespace Trooper.Api.OpenApi;

/// <summary>The web pages, and what only they ask for: these may change with the pages.</summary>
internal static class PageRoutes
{
    private const string Tag = "Pages";
    private const string Html = "text/html";
    private const string Events = "text/event-stream";

    private static readonly Dictionary<string, string> Id = new() { ["id"] = "The session's id." };

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /chat"] = new(Tag, "The chat page") { MediaType = Html },
        ["GET /chat/{id}"] = new(Tag, "The chat page, at a session") { Parameters = Id, MediaType = Html },
        ["GET /dashboard"] = new(Tag, "The dashboard") { MediaType = Html },
        ["GET /dashboard/{id}"] = new(Tag, "The dashboard, at a session") { Parameters = Id, MediaType = Html },
        ["GET /pages/{file}"] = new(Tag, "A script, a style sheet or an image of the pages") { Parameters = new Dictionary<string, string> { ["file"] = "Its name." }, MediaType = "*/*", Errors = [404] },
        ["GET /pages/setup"] = new(Tag, "What of the setup is missing"),
        ["GET /pages/wall"] = new(Tag, "What the dashboard shows, as it changes") { MediaType = Events },
        ["GET /chat/{id}/transcript"] = new(Tag, "A session's messages, rendered")
        {
            Parameters = new Dictionary<string, string>(Id) { ["before"] = "Only messages before this place.", ["limit"] = "1 to 200; 60 by default." },
            Errors = [400, 404],
        },
        ["GET /chat/{id}/stream"] = new(Tag, "A session's updates, rendered, as they happen")
        {
            Parameters = new Dictionary<string, string>(Id) { ["begins"] = "`true`: the session may begin only later." },
            MediaType = Events,
            Errors = [400, 404],
        },
        ["GET /dashboard/{id}/story"] = new(Tag, "A session's course, as its charts show it") { Parameters = Id, Errors = [400, 404] },
    };
}
