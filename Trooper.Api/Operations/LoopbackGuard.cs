using System.Net;
using Trooper.Api.Configuration;
using Trooper.Api.Errors;

namespace Trooper.Api.Operations;

/// <summary>
/// On loopback Trooper is open to whoever runs it, and to nobody else: a page in the browser must not be able to drive it, neither by a name that
/// is made to resolve here (Host) nor from another site (Origin).
/// </summary>
internal static class LoopbackGuard
{
    public static void UseLoopbackGuard(this WebApplication app, TrooperOptions options)
    {
        if (!IPAddress.IsLoopback(options.Bind))
            return;
        app.Use(async (http, next) =>
        {
            if (IsOwn(http.Request.Host.Host) && IsOwnOrigin(http.Request.Headers.Origin))
            {
                await next(http);
                return;
            }
            const string Message = "Trooper on a loopback address answers only requests that name it so: Host and Origin must be localhost or a loopback address";
            await Refusals.Write(http, StatusCodes.Status403Forbidden, Message);
        });
    }

    private static bool IsOwn(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOwnOrigin(string? origin) =>
        string.IsNullOrEmpty(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out var url) && IsOwn(url.Host));
}
