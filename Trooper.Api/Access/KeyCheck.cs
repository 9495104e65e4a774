using System.Net;
using Microsoft.AspNetCore.Authorization;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>
/// Finds out who asks. On loopback, as long as no key was ever made, it is whoever runs this Trooper, and keys that clients send are not looked at.
/// Else a live key is asked for, by everything that is not marked as open to all.
/// </summary>
internal sealed class KeyCheck(CurrentOptions options, KeyRing ring)
{
    private const string Accepted = "Send a key of this Trooper (tr-…) in the header x-api-key, or in Authorization as a Bearer's.";

    private readonly bool isOnLoopback = IPAddress.IsLoopback(options.Now.Bind);

    public Task Check(HttpContext http, RequestDelegate next)
    {
        if (isOnLoopback && ring is { IsKnown: true, IsInUse: false })
        {
            http.SetCaller(Caller.Owner);
            return next(http);
        }
        if (http.Request.Headers.FindKey(ring) is { } held)
            return Serve(http, held, next);
        return IsOpen(http.GetEndpoint()) ? next(http) : Refuse(http);
    }

    // A key that is revoked takes its answers with it, those under way included.
    private static async Task Serve(HttpContext http, HeldKey held, RequestDelegate next)
    {
        http.SetCaller(held.Caller);
        using var cut = held.Withdrawn.UnsafeRegister(static http => ((HttpContext)http!).Abort(), http);
        await next(http);
    }

    private bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null || (isOnLoopback && endpoint?.Metadata.GetMetadata<OpenOnLoopback>() is not null);

    private Task Refuse(HttpContext http)
    {
        if (!ring.IsKnown)
        {
            http.Response.Headers.RetryAfter = "1";
            return Refusals.Write(http, StatusCodes.Status503ServiceUnavailable, "The keys can't be read yet; try again in a moment.");
        }
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"Trooper\"";
        var reason = http.Request.Headers.HasKey() ? "The key is not known here, has expired, or was revoked." : "A key is needed.";
        return Refusals.Write(http, StatusCodes.Status401Unauthorized, $"{reason} {Accepted}");
    }
}

/// <summary>Marks an endpoint that needs no key where only this machine can reach it.</summary>
internal sealed class OpenOnLoopback
{
    public static readonly OpenOnLoopback Instance = new();
}
