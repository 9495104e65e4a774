using Trooper.Core.Protocols;

namespace Trooper.Api.Turns;

/// <summary>The headers by which a client says where its turn is to go.</summary>
internal static class WishHeaders
{
    public static RouteWish Read(IHeaderDictionary headers)
    {
        return Wish("X-Force-Local", RouteWish.ForceLocal) | Wish("X-Prefer-Local", RouteWish.PreferLocal) | Wish("X-Force-Cloud", RouteWish.ForceCloud);

        RouteWish Wish(string name, RouteWish wish) => headers[name].ToString().ToLowerInvariant() switch
        {
            "" or "false" or "0" => RouteWish.None,
            "true" or "1" => wish,
            _ => throw RequestRejectedException.At(name, "true or false is expected"),
        };
    }
}
