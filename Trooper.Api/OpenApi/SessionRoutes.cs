using Trooper.Api.Sessions;
using Trooper.Core.Recovery;
using Trooper.Core.Sitrep;

namespace Trooper.Api.OpenApi;

/// <summary>Sessions: what was said, done, sent where.</summary>
internal static class SessionRoutes
{
    private const string Tag = "Sessions";

    private static readonly int[] OneSession = [400, 401, 404, 503];
    private static readonly Dictionary<string, string> Id = new() { ["id"] = "The session's id." };

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /sessions"] = new(Tag, "The team's sessions, the latest activity first")
        {
            Parameters = new Dictionary<string, string> { ["limit"] = "1 to 500; 50 by default.", ["cursor"] = "`next_cursor` of an earlier page.", ["q"] = "Words to search for." },
            Answer = typeof(SessionsView),
            Errors = [400, 401, 503],
        },
        ["GET /session/{id}"] = new(Tag, "A session's transcript")
        {
            Parameters = new Dictionary<string, string>(Id) { ["after"] = "Only turns with a greater index.", ["limit"] = "The most turns to show.", ["all"] = "`true`: the superseded turns too." },
            Answer = typeof(IReadOnlyList<TurnView>),
            Errors = OneSession,
        },
        ["POST /session/{id}/append"] = new(Tag, "Adds a turn by hand")
        {
            Parameters = Id,
            Body = "`{\"role\": \"user\" | \"assistant\", \"content\": string | blocks, \"provider\"?: string}`",
            Answers = "`{\"session_id\", \"index\"}`",
            Errors = [400, 401, 413, 503],
        },
        ["DELETE /session/{id}"] = new(Tag, "Forgets a session, everywhere") { Parameters = Id, Status = 204, MediaType = null, Answers = "It is forgotten.", Errors = OneSession },
        ["GET /session/{id}/ledger"] = new(Tag, "Where each turn was sent, and what was withheld") { Parameters = Id, Answer = typeof(LedgerView), Errors = OneSession },
        ["GET /session/{id}/receipts"] = new(Tag, "What each hand-over to another provider gave it") { Parameters = Id, Answer = typeof(ReceiptsView), Errors = OneSession },
        ["GET /session/{id}/events"] = new(Tag, "A session's events as they happen")
        {
            Details = "Server-Sent Events: `turn`, `delta`, `fallback`, `context`, `sitrep`, each with an id.",
            Parameters = Id,
            Headers = new Dictionary<string, string> { ["Last-Event-ID"] = "The last event that the client had: what it missed comes first." },
            MediaType = "text/event-stream",
            Errors = OneSession,
        },
        ["GET /sitrep/{id}"] = new(Tag, "The session's situation report") { Parameters = Id, Answer = typeof(SitrepReport), Errors = OneSession },
        ["GET /recovery/{id}"] = new(Tag, "Where an agent got to, and where to resume")
        {
            Parameters = new Dictionary<string, string>(Id) { ["format"] = "`json`, or `prompt`: the same as a text for the agent that takes over." },
            Answer = typeof(RecoveryReport),
            Errors = OneSession,
        },
    };
}
