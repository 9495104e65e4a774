using System.Net.Http.Headers;
using Trooper.Tests.Fakes.Wire;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Cluster.Tests.Processes;

/// <summary>How a request to a node that may die under it ended, as its client sees it.</summary>
internal enum Ending
{
    /// <summary>Whole, to the last byte.</summary>
    Answered,

    /// <summary>An error that says so: a status to come again for, or the protocol's own error in the stream.</summary>
    ToldToRetry,

    /// <summary>The connection broke, or there was none: the node is gone.</summary>
    Disconnected,

    /// <summary>Anything else: what a client can't make sense of.</summary>
    Unclear,
}

internal static class Exchange
{
    /// <returns>How it ended, and the answer, or what came in its place.</returns>
    public static async Task<(Ending Ending, string Detail)> Make(HttpClient http, IReadOnlyList<object> messages, string session, bool stream)
    {
        using var limit = new CancellationTokenSource(NodeProcess.AnswerLimit);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages")
        {
            Content = new StringContent(WireJson.Write(Talk.Request(messages, stream)), MediaTypeHeaderValue.Parse("application/json")),
        };
        request.Headers.Add("X-Session-ID", session);
        try
        {
            using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var read = new TrooperReply((int)reply.StatusCode, TrooperReply.HeadersOf(reply), await reply.Content.ReadAsByteArrayAsync(limit.Token));
            var ending = Of(read.Status, read.Body, stream);
            return (ending, ending == Ending.Answered ? read.Text : $"{read.Status} {read.Body}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (Ending.Disconnected, e.Message);
        }
        catch (OperationCanceledException)
        {
            return (Ending.Unclear, "no answer in time");
        }
    }

    private static Ending Of(int status, string body, bool stream) => status switch
    {
        200 when !stream || body.Contains("message_stop", StringComparison.Ordinal) => Ending.Answered,
        200 when body.Contains("event: error", StringComparison.Ordinal) => Ending.ToldToRetry,
        429 or 502 or 503 or 529 when body.Contains("\"error\"", StringComparison.Ordinal) => Ending.ToldToRetry,
        _ => Ending.Unclear,
    };
}
