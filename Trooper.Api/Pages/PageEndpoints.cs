using Trooper.Api.Access;
using Trooper.Api.Access.SignIn;
using Trooper.Api.Errors;
using Trooper.Api.Pages.Chat;
using Trooper.Api.Pages.Dashboard;
using Trooper.Api.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages;

/// <summary>The web pages, and what only they ask for.</summary>
internal static class PageEndpoints
{
    private const int LargestPage = 200;

    public static void AddPages(this IServiceCollection services)
    {
        services.AddSingleton<Transcripts>();
        services.AddSingleton<ChatStream>();
        services.AddSingleton<Wall>();
        services.AddSingleton<WallStream>();
        services.AddSingleton<Stories>();
    }

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("").WithPageHeaders();
        foreach (var (path, file) in new[] { ("/chat", "chat.html"), ("/chat/{id}", "chat.html"), ("/dashboard", "dashboard.html"), ("/dashboard/{id}", "dashboard.html") })
            pages.MapGet(path, (HttpResponse response) => PageFile.Answer(response, file)).WithMetadata(WebPage.Instance);
        pages.MapGet("/pages/{**file}", (HttpResponse response, string file) => PageFile.Answer(response, file)).AllowAnonymous();
        pages.MapSignIn();
        pages.MapGet("/pages/setup", Setup);
        pages.MapGet("/pages/wall", (HttpContext http, WallStream wall) => wall.Run(http));

        var session = pages.MapGroup("").AddEndpointFilter(ValidId);
        session.MapGet("/chat/{id}/transcript", Transcript);
        session.MapGet("/chat/{id}/stream", (string id, HttpContext http, ChatStream stream, bool? begins) => stream.Run(http.Caller().Session(id), begins == true, http));
        session.MapGet("/dashboard/{id}/story", Story);
    }

    private static async Task<IResult> Transcript(string id, HttpContext http, Transcripts transcripts, CancellationToken cancellation, int? before = null, int limit = 60) =>
        await transcripts.Page(http.Caller().Session(id), before, Math.Clamp(limit, 1, LargestPage), cancellation) is { } page
            ? TypedResults.Json(page, ChatJson.Default.ChatPage)
            : Problems.UnknownSession(id);

    private static async Task<IResult> Story(string id, HttpContext http, Stories stories, CancellationToken cancellation) =>
        await stories.Of(http.Caller().Session(id), cancellation) is { } story ? TypedResults.Json(story, DashboardJson.Default.Story) : Problems.UnknownSession(id);

    private static async Task<IResult> Setup(HttpContext http, CallerOptions callers, LocalModels models, CancellationToken cancellation)
    {
        var options = callers.For(http.Caller());
        models.Forget(); // a page asks where something may have changed
        var ollama = await models.Has(options.Local.Model, cancellation) ? "running" : await models.IsAlive(cancellation) ? "missing_model" : "down";
        var clouds = options.Chain.Where(provider => !provider.IsLocal).Select(provider => provider.Name);
        return TypedResults.Json(new Setup(ollama, options.Local.Model, [.. clouds], options.Local.Url.GetLeftPart(UriPartial.Authority)), ChatJson.Default.Setup);
    }

    private static async ValueTask<object?> ValidId(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.RouteValues["id"] is string id && SessionKey.IsValidId(id)
            ? await next(context)
            : Problems.Bad("a session id is 1 to 200 printable ASCII characters without '/'");
}
