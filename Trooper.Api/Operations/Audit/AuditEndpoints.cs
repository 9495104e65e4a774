using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Core.Access;
using Trooper.Core.Sessions;
using Trooper.Journal.Postgres;

namespace Trooper.Api.Operations.Audit;

/// <summary><c>GET /admin/audit</c>: administrative acts, the latest first, for admins.</summary>
internal static class AuditEndpoints
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    public static void AddAudit(this IServiceCollection services) => services.AddSingleton(provider => Open(
        provider.GetRequiredService<CurrentOptions>().Now,
        provider.GetRequiredService<IJournal>(),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILoggerFactory>()));

    /// <summary>The log that goes with a journal: in its database, or beside its files.</summary>
    public static IAuditLog Open(TrooperOptions options, IJournal? journal, TimeProvider time, ILoggerFactory logs) => journal is PostgresJournal database
        ? new DatabaseAuditLog(new AuditTable(database), time, logs.CreateLogger<DatabaseAuditLog>())
        : new FileAuditLog(options.DataFolder, time, logs.CreateLogger<FileAuditLog>());

    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet("/admin/audit", Read);

    private static async Task<IResult> Read(HttpContext http, IAuditLog audit, CancellationToken cancellation, string? limit = null, string? cursor = null)
    {
        if (http.Caller().Role != KeyRole.Admin)
            return Problems.Forbidden("The audit log is for admins.");
        var count = DefaultLimit;
        if (limit is not null && (!int.TryParse(limit, out count) || count is < 1 or > LargestLimit))
            return Problems.Bad($"limit: '{limit}' is not accepted: a whole number from 1 to {LargestLimit}");
        try
        {
            var page = await audit.Read(count, cursor, cancellation);
            return TypedResults.Json(new AuditView([.. page.Entries.Select(AuditLine.Of)], page.Entries.Count, page.NextCursor), AuditJson.Default.AuditView);
        }
        catch (FormatException)
        {
            return Problems.Bad("cursor: take it from next_cursor of an earlier page");
        }
    }
}
