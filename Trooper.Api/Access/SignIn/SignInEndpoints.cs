using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trooper.Api.Pages;
using Trooper.Core.Access;

namespace Trooper.Api.Access.SignIn;

/// <summary>The pages' door: a key is given once, in a request's body, and never kept by the browser.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/signin";

    private const string AfterSignIn = "/chat";
    private const int LargestForm = 8 * 1024;

    // A form's post says its origin only where the page may say where it came from; and the form may go nowhere but here.
    private const string ContentSecurity = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void MapSignIn(this RouteGroupBuilder pages)
    {
        pages.MapGet(Path, Show).AllowAnonymous();
        pages.MapPost(Path, SignIn).AllowAnonymous().DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        pages.MapPost("/signout", SignOut).AllowAnonymous();
        pages.MapGet("/pages/me", (HttpContext http) => TypedResults.Json(Me.Of(http.Caller()), MeJson.Default.Me));
    }

    /// <summary>Where somebody who is not signed in gives a key, to come back from there.</summary>
    public static string AddressFor(HttpRequest request) => $"{Path}?to={Uri.EscapeDataString(request.Path + request.QueryString)}";

    private static IResult Show(HttpContext http, KeyRing ring, KeyCheck check, string? to = null) =>
        check.IsOpenToOwner || http.FindCaller() is not null ? TypedResults.LocalRedirect(Checked(to)) : Page(http, to, null);

    private static async Task<IResult> SignIn(HttpContext http, KeyRing ring, TimeProvider time, CancellationToken cancellation)
    {
        if (!SignInCookie.IsOurs(http.Request) || !http.Request.HasFormContentType)
            return Page(http, null, "Please sign in on this page.");
        var form = await http.Request.ReadFormAsync(cancellation);
        var to = form["to"].ToString();
        if (ring.Find(form["key"].ToString().AsSpan().Trim()) is not { } held)
            return Page(http, to, "That key is not known here, has expired, or was revoked.");
        SignInCookie.Set(http.Response, SignInTicket.For(held.Key, time), held.Key);
        http.Response.Headers.Location = Checked(to);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> SignOut(HttpContext http, KeyRing ring, Locksmith locksmith, TimeProvider time, CancellationToken cancellation)
    {
        if (!SignInCookie.IsOurs(http.Request))
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        SignInCookie.Remove(http.Response);
        if (http.Request.FindSignIn(ring, time) is var (ticket, _))
            await locksmith.SignOut(new(ticket.Id, ticket.EndsAt), cancellation);
        return TypedResults.NoContent();
    }

    private static ContentHttpResult Page(HttpContext http, string? to, string? trouble)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurity;
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        var page = PageFile.Text("signin.html")
            .Replace("{{to}}", WebUtility.HtmlEncode(Checked(to)), StringComparison.Ordinal)
            .Replace("{{trouble}}", trouble is null ? "" : $"<p class=\"trouble\" role=\"alert\">{WebUtility.HtmlEncode(trouble)}</p>", StringComparison.Ordinal);
        return TypedResults.Text(page, "text/html; charset=utf-8", statusCode: trouble is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
    }

    // Only a path of ours: who follows a link to sign in must not end up elsewhere.
    private static string Checked(string? to) =>
        to is ['/', ..] && !(to.Length > 1 && to[1] is '/' or '\\') && to.All(character => character is > ' ' and < '\x7f' and not '\\') ? to : AfterSignIn;
}

/// <summary>Who the pages are shown to. Team, name and role are null where no keys are set up.</summary>
internal sealed record Me(string? Team, string? Name, KeyRole? Role)
{
    public static Me Of(Caller caller) => caller.Key is { } key ? new(key.Team, key.Name, key.Role) : new(null, null, null);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Me))]
internal sealed partial class MeJson : JsonSerializerContext;
