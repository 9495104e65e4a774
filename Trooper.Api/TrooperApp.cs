using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Mcp;
using Trooper.Api.OpenApi;
using Trooper.Api.Operations;
using Trooper.Api.Operations.Audit;
using Trooper.Api.Pages;
using Trooper.Api.Providers;
using Trooper.Api.Sessions;
using Trooper.Api.Telemetry;
using Trooper.Api.Telemetry.Prometheus;
using Trooper.Api.Turns;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api;

/// <summary>What Trooper is made of: the front end here, and the sessions of this process where no cluster brings its own.</summary>
public static class TrooperApp
{
    /// <summary>The services of the front end.</summary>
    public static void AddTrooperApi(this WebApplicationBuilder builder, TrooperOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MostToHear;
            kestrel.Listen(options.Bind, options.Port);
        });
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddAccess(options);
        services.AddSingleton<Readiness>();
        services.AddSingleton<StartReport>();
        services.AddSingleton<Upstreams>();
        services.AddSingleton(provider => new LocalModels(options, provider.GetRequiredService<Upstreams>().InvokerOf(options.Local), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClientDialects>();
        services.AddSingleton<ThoughtSignatures>();
        services.AddSingleton<TranslatedRequests>();
        services.AddSingleton<CloudRequests>();
        services.AddSingleton<OllamaRequests>();
        services.AddSingleton<ProviderVisit>();
        services.AddSingleton<ChainWalker>();
        services.AddSingleton<SessionNaming>();
        services.AddSingleton<NamedItems>();
        services.AddSingleton<TurnOpener>();
        services.AddSingleton<TurnRunner>();
        services.AddSingleton<TokenCounter>();
        services.AddSingleton<RecoveryTree>();
        services.AddSingleton<TurnActivity>();
        services.AddTelemetry(builder.Configuration);
        services.AddAudit();
        McpEndpoint.Add(services);
        services.AddApiDocument();
        services.AddPages();
        services.AddHostedService<AutoRecovery>();
        services.AddProblemDetails();
    }

    /// <summary>The sessions and the providers' health of one process.</summary>
    public static void AddStandalone(this WebApplicationBuilder builder, IJournal journal)
    {
        builder.Services.AddSingleton(journal);
        builder.Services.AddSingleton<LocalSessions>();
        builder.Services.AddSingleton<ISessions>(provider => provider.GetRequiredService<LocalSessions>());
        builder.Services.AddSingleton<IProviders, ProviderBoard>();
        builder.Services.AddHostedService<Retention>();
    }

    // Clients differ on whether the base URL ends in /v1.
    private static void UseSingleVersion(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/v1/v1", out var rest))
            http.Request.Path = new PathString("/v1").Add(rest);
        return next(http);
    });

    public static void MapTrooper(this WebApplication app, TrooperOptions options)
    {
        app.UseSecurityHeaders();
        app.UseErrorEnvelopes();
        app.UseSingleVersion();
        app.UseRouting();
        app.UseLoopbackGuard(options);
        app.UseKeys();
        app.MapTurns();
        app.MapModels();
        app.MapSessions();
        app.MapProviders();
        app.MapOperations();
        app.MapAudit();
        app.MapMetrics();
        McpEndpoint.Map(app);
        app.MapOpenApi();
        app.MapPages();
    }
}
