using Trooper.Api.Operations.Audit;

namespace Trooper.Api.OpenApi;

/// <summary>For admins.</summary>
internal static class AdminRoutes
{
    private const string Tag = "Administration";

    public static IReadOnlyDictionary<string, RouteDescription> All { get; } = new Dictionary<string, RouteDescription>
    {
        ["GET /admin/audit"] = new(Tag, "Administrative acts, the latest first")
        {
            Parameters = new Dictionary<string, string> { ["limit"] = "1 to 500; 50 by default.", ["cursor"] = "`next_cursor` of an earlier page." },
            Answer = typeof(AuditView),
            Errors = [400, 401, 403, 503],
        },
    };
}
