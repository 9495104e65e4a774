using Trooper.Core.Access;

namespace Trooper.Api.Access.SignIn;

/// <summary>The cookie of the pages. Scripts can't read it, and no other site's request carries it.</summary>
internal static class SignInCookie
{
    private const string Name = "trooper_sign_in";

    public static (SignInTicket Ticket, HeldKey Key)? FindSignIn(this HttpRequest request, KeyRing ring, TimeProvider time) =>
        request.Cookies[Name] is { Length: > 0 and < 512 } text ? SignInTicket.Read(text, ring, time) : null;

    public static void Set(HttpResponse response, SignInTicket ticket, ApiKey key) => response.Cookies.Append(Name, ticket.Sealed(key), Options(response, ticket.EndsAt));

    public static void Remove(HttpResponse response) => response.Cookies.Delete(Name, Options(response, null));

    // Where something in front of it speaks TLS, that says so.
    private static CookieOptions Options(HttpResponse response, DateTimeOffset? endsAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = response.HttpContext.Request.IsHttps || response.HttpContext.Request.Headers["X-Forwarded-Proto"] == "https",
        Path = "/",
        Expires = endsAt,
        IsEssential = true,
    };

    /// <summary>
    /// Whether a request that a cookie speaks for was made by a page of ours: what changes something must come from this very address, as the browser says.
    /// Other ports of a host are the same site to a cookie, and are not to us.
    /// </summary>
    public static bool IsOurs(HttpRequest request) => request.Headers.Origin.ToString() switch
    {
        "" => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method),
        var origin => Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase),
    };
}
