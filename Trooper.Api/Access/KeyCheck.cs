using System.Net;
using Microsoft.AspNetCore.Authorization;
using Trooper.Api.Access.SignIn;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>
/// Finds out who asks. On loopback, as long as no key was ever made, it is whoever runs this Trooper, and keys that clients send are not looked at.
/// Else a live key is asked for, by everything that is not marked as open to all.
/// </summary>
internal sealed class KeyCheck(CurrentOptions options, KeyRing ring, TimeProvider time)
{
    private const string Accepted = "Send a key of this Trooper (tr-…) in the header x-api-key, or in Authorization as a Bearer's.";

    private readonly bool isOnLoopback = IPAddress.IsLoopback(options.Now.Bind);

    /// <summary>Nobody is asked for a key.</summary>
    public bool IsOpenToOwner => isOnLoopback && ring is { IsKnown: true, IsInUse: false };

    public Task Check(HttpContext http, RequestDelegate next)
    {
        if (IsOpenToOwner)
        {
            http.SetCaller(Caller.Owner);
            return next(http);
        }
        if (http.Request.Headers.FindKey(ring) is { } held)
            return Serve(http, held, next);
        if (http.Request.FindSignIn(ring, time) is var (_, signedIn))
            return ServeSignedIn(http, signedIn, next);
        return IsOpen(http.GetEndpoint()) ? next(http) : Refuse(http);
    }

    // A key that is revoked takes its answers with it, those under way included.
    private static async Task Serve(HttpContext http, HeldKey held, RequestDelegate next)
    {
        http.SetCaller(held.Caller);
        using var cut = held.Withdrawn.UnsafeRegister(static http => ((HttpContext)http!).Abort(), http);
        await next(http);
    }

    private static Task ServeSignedIn(HttpContext http, HeldKey held, RequestDelegate next) => SignInCookie.IsOurs(http.Request)
        ? Serve(http, held, next)
        : Refusals.Write(http, StatusCodes.Status403Forbidden, "A signed-in page may ask only the address that it came from.");

    private bool IsOpen(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAllowAnonymous>() is not null || (isOnLoopback && endpoint?.Metadata.GetMetadata<OpenOnLoopback>() is not null);

    private Task Refuse(HttpContext http)
    {
        if (!ring.IsKnown)
        {
            http.Response.Headers.RetryAfter = "1";
            return Refusals.Write(http, StatusCodes.Status503ServiceUnavailable, "The keys can't be read yet; try again in a moment.");
        }
        if (http.GetEndpoint()?.Metadata.GetMetadata<WebPage>() is not null)
        {
            http.Response.Redirect(SignInEndpoints.AddressFor(http.Request));
            return Task.CompletedTask;
        }
        http.Response.Headers.WWWAuthenticate = "Bearer realm=\"Trooper\"";
        var reason = http.Request.Headers.HasKey() ? "The key is not known here, has expired, or was revoked." : "A key is needed.";
        return Refusals.Write(http, StatusCodes.Status401Unauthorized, $"{reason} {Accepted}");
    }
}

/// <summary>Marks a page that a person opens: who is not signed in is sent to do so.</summary>
internal sealed class WebPage
{
    public static readonly WebPage Instance = new();
}

/// <summary>Marks an endpoint that needs no key where only this machine can reach it.</summary>
internal sealed class OpenOnLoopback
{
    public static readonly OpenOnLoopback Instance = new();
}
