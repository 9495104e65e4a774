using System.Net;
using Trooper.Api.Access;
using Trooper.Api.Configuration;
using Trooper.Core.Access;

namespace Trooper.Api.Commands.Check;

/// <summary>Whether there are keys where some are needed.</summary>
internal static class KeyFinding
{
    public static async Task<Finding> Look(TrooperOptions options, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await using var store = AccessServices.OpenStore(options, time);
            var live = (await store.Read(cancellation)).Keys.Count(key => key.IsLive(time.GetUtcNow()));
            return (live, IPAddress.IsLoopback(options.Bind)) switch
            {
                ( > 0, _) => Finding.Ok("keys", $"{live} of them live: whoever asks needs one"),
                (_, true) => Finding.Ok("keys", $"none live; on {options.Bind} it needs none until one is made"),
                _ => Finding.Failed("keys", $"none live, and {options.Bind} can be reached from elsewhere", "Make one: keys create --team T --name N --role admin"),
            };
        }
        catch (KeyStoreException e)
        {
            return Finding.Failed("keys", e.Message, "Mend that first");
        }
    }
}
