namespace Trooper.Api.Pages;

/// <summary>What a browser may do with a page: run our scripts, ask this server, and nothing else.</summary>
internal static class PageHeaders
{
    // Markup becomes part of a page at one place only, which holds the one policy (see wwwroot/js/dom.js).
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types trooper";

    public static RouteGroupBuilder WithPageHeaders(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter((context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = ContentSecurity;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            return next(context);
        });
        return pages;
    }
}
