using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Which providers a turn may go to, in which order.</summary>
internal static class ChainOrder
{
    /// <param name="options">As they are for the caller.</param>
    /// <param name="route">Why the turn goes where it goes.</param>
    /// <param name="model">What the client named.</param>
    /// <returns>Empty where the caller may use none of those that it could go to.</returns>
    public static IReadOnlyList<Provider> For(TrooperOptions options, Route route, string? model)
    {
        var local = options.Chain.Where(provider => provider.IsLocal);
        if (Router.IsPrivate(route) || route == Route.OverLimit)
            return [.. local];
        var cloud = options.Chain.Where(provider => !provider.IsLocal);
        if (model is not null)
            cloud = cloud.OrderByDescending(provider => provider.HasFamilyName(model)); // stable: the rest keep their order
        return Router.IsLocalFirst(route) ? [.. local, .. cloud] : [.. cloud, .. local];
    }
}
