using System.Net;
using Trooper.Api.Configuration;
using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>Refuses to listen where others can reach it, as long as no key is set up that would keep them out.</summary>
internal static class Door
{
    /// <summary>Before the start, so that whoever starts it is told in one line.</summary>
    /// <exception cref="SettingException">The address is open to others, and no key was ever made.</exception>
    public static async Task CheckDoor(this WebApplication app, TrooperOptions options)
    {
        await app.Services.GetRequiredService<KeyFollower>().ReadFirst(CancellationToken.None);
        var ring = app.Services.GetRequiredService<KeyRing>();
        // Where the keys can't be read yet, nobody is let in until they are.
        if (!IPAddress.IsLoopback(options.Bind) && ring is { IsKnown: true, IsInUse: false })
        {
            throw new SettingException(
                "TROOPER_BIND",
                options.Bind.ToString(),
                "others can reach that address, and no keys are set up that would keep them out: make one first, with: keys create --team TEAM --name NAME --role admin");
        }
    }
}
