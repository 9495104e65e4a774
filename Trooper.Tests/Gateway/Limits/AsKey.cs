using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Trooper.Api.Access;
using Trooper.Core.Access;

namespace Trooper.Tests.Gateway.Limits;

/// <summary>Lets a request come from the key that its header names, as if its secret had been checked.</summary>
internal sealed class AsKey(IReadOnlyList<ApiKey> keys) : IStartupFilter
{
    public const string Header = "X-Test-Key";

    public static ApiKey Limited(string id, KeyLimits limits, string team = "team", KeyRole role = KeyRole.Member) => new()
    {
        Id = id,
        Hash = "",
        Team = team,
        Name = id,
        Role = role,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Limits = limits,
    };

    public static Action<WebApplicationBuilder> Of(params ApiKey[] keys) => builder => builder.Services.AddSingleton<IStartupFilter>(new AsKey(keys));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, following) =>
        {
            if (http.Request.Headers.TryGetValue(Header, out var id))
                http.SetCaller(Caller.Of(keys.Single(key => key.Id == id)));
            return following(http);
        });
        next(app);
    };
}
