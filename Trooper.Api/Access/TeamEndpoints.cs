using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>Teams, and the provider keys that they bring: these are taken, and never given out.</summary>
internal static class TeamEndpoints
{
    private const int LargestKey = 16 * 1024;

    public static void MapTeams(this IEndpointRouteBuilder app)
    {
        var teams = app.MapGroup("/admin/teams").ForAdmins();
        teams.MapGet("", async (Locksmith locksmith, TimeProvider time, CancellationToken cancellation) =>
            TypedResults.Json(new TeamsView(TeamView.All(await locksmith.Refresh(cancellation), time.GetUtcNow())), TeamJson.Default.TeamsView));
        teams.MapPut("/{team}/providers/{provider}", Put).WithMetadata(new RequestSizeLimitAttribute(LargestKey));
        teams.MapDelete("/{team}/providers/{provider}", Delete);
    }

    private static async Task<IResult> Put(string team, string provider, HttpContext http, TeamDesk desk, IAuditLog audit, CancellationToken cancellation)
    {
        BroughtKey? brought;
        try
        {
            brought = await JsonSerializer.DeserializeAsync(http.Request.Body, TeamJson.Default.BroughtKey, cancellation);
        }
        catch (JsonException)
        {
            brought = null; // what came is not repeated: it may hold a key
        }
        if (brought is null)
            return Problems.Bad("The body must be a JSON object with key, and nothing else.");
        if (desk.Fault(team, provider, brought.Key) is { } fault)
            return Problems.Bad(fault);
        try
        {
            await desk.Set(team, provider, brought.Key, cancellation);
        }
        catch (SettingException e)
        {
            return Problems.Bad(e.Message);
        }
        await audit.Record(Act(http, ActKind.ProviderKeySet, team, provider));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Delete(string team, string provider, HttpContext http, TeamDesk desk, IAuditLog audit, CancellationToken cancellation)
    {
        if (!await desk.Unset(team, provider, cancellation))
            return Problems.NotFound($"Team '{team}' brought no key for '{provider}'.");
        await audit.Record(Act(http, ActKind.ProviderKeyRemoved, team, provider));
        return TypedResults.NoContent();
    }

    private static AdministrativeAct Act(HttpContext http, ActKind kind, string team, string provider) => AdministrativeAct.Of(kind, http.Caller()) with { Team = team, Subject = provider };
}
