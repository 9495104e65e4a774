using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Which providers a turn may go to, in which order.</summary>
internal static class ChainOrder
{
    public static IReadOnlyList<Provider> For(TrooperOptions options, Route route, string? model)
    {
        if (Router.IsPrivate(route) || route == Route.OverLimit)
            return [options.Local];
        var cloud = options.Chain.Where(provider => !provider.IsLocal);
        if (model is not null)
            cloud = cloud.OrderByDescending(provider => provider.HasFamilyName(model)); // stable: the rest keep their order
        return Router.IsLocalFirst(route) ? [options.Local, .. cloud] : [.. cloud, options.Local];
    }
}
