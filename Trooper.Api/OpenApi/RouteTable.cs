namespace Trooper.Api.OpenApi;

/// <summary>Every route's description, by method and path. A test holds it against the routes that are mapped.</summary>
internal static class RouteTable
{
    private static readonly Dictionary<string, RouteDescription> Routes = new IReadOnlyDictionary<string, RouteDescription>[]
    {
        ProtocolRoutes.All, SessionRoutes.All, OperationRoutes.All, AdminRoutes.All, PageRoutes.All,
    }.SelectMany(routes => routes).ToDictionary();

    public static RouteDescription? Find(string method, string path) => Routes.GetValueOrDefault($"{method} {path}");
}
