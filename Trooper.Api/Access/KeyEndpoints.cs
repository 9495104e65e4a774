using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Trooper.Api.Errors;
using Trooper.Api.Operations.Audit;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>Keys, managed over the wire: for admins, and on loopback for whoever runs this Trooper, as long as there is no key.</summary>
internal static class KeyEndpoints
{
    private const int LargestOrder = 16 * 1024;

    public static void MapKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/admin/keys").ForAdmins();
        keys.MapGet("", List);
        keys.MapPost("", Create).WithMetadata(new RequestSizeLimitAttribute(LargestOrder));
        keys.MapDelete("/{id}", Revoke);
        keys.MapPost("/{id}/rotate", Rotate);
    }

    private static async Task<IResult> List(Locksmith locksmith, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return TypedResults.Json(new KeysView([.. (await locksmith.Refresh(cancellation)).Keys.Select(key => KeyView.Of(key, now))]), KeyViewJson.Default.KeysView);
    }

    private static async Task<IResult> Create(HttpContext http, Locksmith locksmith, IAuditLog audit, TimeProvider time, CancellationToken cancellation)
    {
        KeyRequest request;
        try
        {
            request = await KeyOrder.Read(http.Request, cancellation);
        }
        catch (JsonException e)
        {
            return Problems.Bad($"The body must be a JSON object with team and name, and of role, expires, providers, rpm, tokens_per_day, money_per_month, streams and local_when_over what is wanted ({e.Message})");
        }
        if (request.Fault is { } fault)
            return Problems.Bad(fault);
        var minted = await locksmith.Create(request, cancellation);
        await audit.Record(Act(http, ActKind.KeyCreated, minted.Key));
        return Shown(http, minted, time, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Revoke(string id, HttpContext http, Locksmith locksmith, IAuditLog audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await locksmith.Revoke(id, cancellation) is not { } key)
            return Problems.NotFound($"There is no key '{id}'.");
        await audit.Record(Act(http, ActKind.KeyRevoked, key));
        return TypedResults.Json(KeyView.Of(key, time.GetUtcNow()), KeyViewJson.Default.KeyView);
    }

    private static async Task<IResult> Rotate(string id, HttpContext http, Locksmith locksmith, IAuditLog audit, TimeProvider time, CancellationToken cancellation)
    {
        if (await locksmith.Rotate(id, cancellation) is not { } minted)
            return Problems.NotFound($"There is no live key '{id}'.");
        await audit.Record(Act(http, ActKind.KeyRotated, minted.Key));
        return Shown(http, minted, time, StatusCodes.Status200OK);
    }

    private static IResult Shown(HttpContext http, MintedKey minted, TimeProvider time, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(KeyView.Of(minted, time.GetUtcNow()), KeyViewJson.Default.KeyView, statusCode: status);
    }

    private static AdministrativeAct Act(HttpContext http, ActKind kind, ApiKey key) =>
        AdministrativeAct.Of(kind, http.Caller()) with { Team = key.Team, Subject = key.Id, Detail = $"{key.Role} {key.Name}" };
}
