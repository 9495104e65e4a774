using Trooper.Api.Configuration;
using Trooper.Api.Operations;
using Trooper.Core.Access;
using Trooper.Journal.Access;

namespace Trooper.Api.Access;

/// <summary>Who may use this Trooper, put together.</summary>
internal static class AccessServices
{
    public static void AddAccess(this IServiceCollection services, TrooperOptions options)
    {
        services.AddSingleton(provider => OpenStore(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<KeyRing>();
        services.AddSingleton<Locksmith>();
        services.AddSingleton<KeyFollower>();
        services.AddSingleton<IReadinessCheck>(provider => provider.GetRequiredService<KeyFollower>());
        services.AddHostedService(provider => provider.GetRequiredService<KeyFollower>());
        services.AddSingleton<KeyCheck>();
    }

    public static void UseKeys(this WebApplication app)
    {
        var check = app.Services.GetRequiredService<KeyCheck>();
        app.Use(next => http => check.Check(http, next));
    }

    /// <summary>The keys are kept where the sessions are.</summary>
    /// <exception cref="SettingException">The connection string is none.</exception>
    public static IKeyStore OpenStore(TrooperOptions options, TimeProvider time)
    {
        if (options.Database is not { } database)
            return new FileKeyStore(options.DataFolder, time);
        try
        {
            return new PostgresKeyStore(database, time);
        }
        catch (ArgumentException malformed)
        {
            throw SettingException.Database(malformed);
        }
    }
}
