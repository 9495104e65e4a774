using Trooper.Api.Access;
using Trooper.Api.Operations.Audit;

namespace Trooper.Api.OpenApi;

/// <summary>For admins.</summary>
internal static class AdminRoutes
{
    private const string Tag = "Administration";

    private static readonly Dictionary<string, string> KeyId = new() { ["id"] = "The key's id." };
    private static readonly Dictionary<string, string> TeamAndProvider = new() { ["team"] = "The team's name.", ["provider"] = "`claude`, `gemini` or `openai`." };

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /admin/keys"] = new(Tag, "All keys, the revoked ones too, without their secrets") { Answer = typeof(KeysView), Errors = [401, 403] },
        ["POST /admin/keys"] = new(Tag, "Makes a key")
        {
            Details = "Without any key yet it is open on a loopback address. From the first key on, requests need one.",
            Body = "`team`, `name`, and what is wanted of `role` (`member` or `admin`), `expires` (such as `30d`), `providers`, `rpm`, `tokens_per_day`, `money_per_month`, `streams`, `local_when_over`.",
            Status = StatusCodes.Status201Created,
            Answer = typeof(KeyView),
            Answers = "The key, with its secret in `key`: it is shown this once.",
            Errors = [400, 401, 403],
        },
        ["DELETE /admin/keys/{id}"] = new(Tag, "Revokes a key, at once and for good") { Parameters = KeyId, Answer = typeof(KeyView), Errors = [401, 403, 404] },
        ["POST /admin/keys/{id}/rotate"] = new(Tag, "Gives a key another secret; the old one is worth nothing from then on")
        {
            Parameters = KeyId,
            Answer = typeof(KeyView),
            Answers = "The key, with its secret in `key`: it is shown this once.",
            Errors = [401, 403, 404],
        },
        ["GET /admin/teams"] = new(Tag, "The teams, and at which providers each has a key of its own") { Answer = typeof(TeamsView), Errors = [401, 403] },
        ["PUT /admin/teams/{team}/providers/{provider}"] = new(Tag, "Takes a team's own key at a provider; it is kept sealed and never shown")
        {
            Parameters = TeamAndProvider,
            Body = "`{\"key\": \"...\"}`",
            Status = StatusCodes.Status204NoContent,
            MediaType = null,
            Errors = [400, 401, 403],
        },
        ["DELETE /admin/teams/{team}/providers/{provider}"] = new(Tag, "Forgets it")
        {
            Parameters = TeamAndProvider,
            Status = StatusCodes.Status204NoContent,
            MediaType = null,
            Errors = [401, 403, 404],
        },
        ["GET /admin/audit"] = new(Tag, "Administrative acts, the latest first")
        {
            Parameters = new Dictionary<string, string> { ["limit"] = "1 to 500; 50 by default.", ["cursor"] = "`next_cursor` of an earlier page." },
            Answer = typeof(AuditView),
            Errors = [400, 401, 403, 503],
        },
    };
}
