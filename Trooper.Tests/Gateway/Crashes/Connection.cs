using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Gateway.Crashes;

/// <summary>A streamed exchange with a process that may die under it.</summary>
internal static class Connection
{
    /// <returns>Whether the answer came to its last byte.</returns>
    public static async Task<bool> Answers(HttpClient http, object request, string session, Fuse fuse)
    {
        try
        {
            fuse.Burn();
            using var reply = await http.Open(request, ("X-Session-ID", session));
            while (await reply.ReadMore())
                fuse.Burn();
            return reply.Received.Contains("message_stop", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
