using System.Text;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Limits;
using Trooper.Api.Mcp;
using Trooper.Api.OpenApi;
using Trooper.Api.Operations;
using Trooper.Api.Operations.Audit;
using Trooper.Api.Pages;
using Trooper.Api.Pressure;
using Trooper.Api.Providers;
using Trooper.Api.Sessions;
using Trooper.Api.Telemetry;
using Trooper.Api.Telemetry.Prometheus;
using Trooper.Api.Turns;
using Trooper.Api.Turns.Requests;
using Trooper.Api.Usage;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api;

/// <summary>What Trooper is made of: the front end here, and the sessions of this process where no cluster brings its own.</summary>
public static class TrooperApp
{
    /// <summary>The settings of the file that <c>TROOPER_CONFIG</c> names, now and when it changes.</summary>
    /// <exception cref="SettingException">There is no such file, or it is not JSON.</exception>
    public static void AddConfigFile(this WebApplicationBuilder builder)
    {
        if (SettingLayers.AddTo(builder.Configuration) is not { } layers)
            return;
        builder.Services.AddSingleton(layers);
        builder.Services.AddHostedService<ConfigurationReload>();
    }

    /// <summary>The services of the front end.</summary>
    public static void AddTrooperApi(this WebApplicationBuilder builder, TrooperOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.UTF8;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MostToHear;
            SlowClients.Set(kestrel.Limits);
            kestrel.Listen(options.Bind, options.Port);
        });
        var services = builder.Services;
        services.AddSingleton(new CurrentOptions(options));
        services.AddScoped(provider => provider.GetRequiredService<CurrentOptions>().Now); // a request keeps those that it began with
        services.TryAddSingleton(TimeProvider.System);
        services.AddAccess(options);
        services.AddSingleton<Readiness>();
        services.AddSingleton<StartReport>();
        services.AddSingleton<Upstreams>();
        services.AddSingleton<LocalModels>();
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
        services.AddSingleton<TurnDoor>();
        services.AddSingleton<TokenCounter>();
        services.AddSingleton<RecoveryTree>();
        services.AddSingleton<TurnActivity>();
        services.AddUsage(options);
        services.AddLimits();
        services.AddShedding(options);
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
        app.UseShedding();
        app.UseKeys();
        app.MapTurns();
        app.MapModels();
        app.MapSessions();
        app.MapProviders();
        app.MapUsage();
        app.MapOperations();
        app.MapAudit();
        app.MapMetrics();
        McpEndpoint.Map(app);
        app.MapOpenApi();
        app.MapPages();
    }
}
