using System.Globalization;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Api.Telemetry;

namespace Trooper.Api.Pressure;

/// <summary>Back-pressure: requests for turns are turned away before anything is done for them. Probes and pages go on.</summary>
internal static class Shedding
{
    private const int LongestWait = 3;

    public static void AddShedding(this IServiceCollection services, TrooperOptions options)
    {
        services.AddSingleton(provider => new LoadShedder(options.ShedAbove, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LoadShedder>>()));
        services.AddHostedService<StrainWatch>();
    }

    public static void UseShedding(this WebApplication app)
    {
        var shedder = app.Services.GetRequiredService<LoadShedder>();
        var metrics = app.Services.GetRequiredService<TrooperMetrics>();
        app.Use((http, next) => IsTurn(http.Request) ? Enter(http, next, shedder, metrics) : next(http));
    }

    private static async Task Enter(HttpContext http, RequestDelegate next, LoadShedder shedder, TrooperMetrics metrics)
    {
        if (!shedder.TryEnter())
        {
            metrics.Shed(shedder.Lacks);
            await Refuse(http, shedder);
            return;
        }
        try
        {
            await next(http);
        }
        finally
        {
            shedder.Leave();
        }
    }

    private static bool IsTurn(HttpRequest request) => HttpMethods.IsPost(request.Method) && (request.Path == "/" || request.Path.StartsWithSegments("/v1"));

    // They are told different times, so that they don't come back all at once.
    private static Task Refuse(HttpContext http, LoadShedder shedder)
    {
        http.Response.Headers.RetryAfter = (1 + (shedder.TurnedAway % LongestWait)).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["x-should-retry"] = "true";
        return ApiErrors.Refuse(http, new(StatusCodes.Status503ServiceUnavailable, "Trooper is overloaded and can't take this request now; try again in a moment"));
    }
}
