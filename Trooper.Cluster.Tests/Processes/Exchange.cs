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

    /// <summary>No answer, and no wonder: the node was killed or frozen with the request, or was not there yet.</summary>
    NodeGone,

    /// <summary>Anything else: what a client can't make sense of.</summary>
    Unclear,
}

internal static class Exchange
{
    /// <returns>How it ended, and the answer, or what came in its place.</returns>
    public static async Task<(Ending Ending, string Detail)> Make(NodeProcess node, IReadOnlyList<object> messages, string session, bool stream)
    {
        var stay = node.Stay;
        var (ending, detail) = await Make(node.Http, messages, session, stream);
        return (ending == Ending.Unclear && (!stay.IsUp || stay != node.Stay) ? Ending.NodeGone : ending, detail);
    }

    private static async Task<(Ending Ending, string Detail)> Make(HttpClient http, IReadOnlyList<object> messages, string session, bool stream)
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
            var ending = Of(read, stream);
            return (ending, ending == Ending.Answered ? read.Text : $"{read.Status} {read.Body}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (Ending.Unclear, $"{session} at {http.BaseAddress}: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return (Ending.Unclear, $"{session} at {http.BaseAddress}: no answer in {NodeProcess.AnswerLimit.TotalSeconds:0} s");
        }
    }

    private static Ending Of(TrooperReply reply, bool stream) => reply.Status switch
    {
        200 when !stream || reply.Body.Contains("message_stop", StringComparison.Ordinal) => Ending.Answered,
        200 when reply.Body.Contains("event: error", StringComparison.Ordinal) => Ending.ToldToRetry,
        503 when reply.Header("Retry-After") is null => Ending.Unclear,
        429 or 502 or 503 or 529 when reply.Body.Contains("\"error\"", StringComparison.Ordinal) => Ending.ToldToRetry,
        _ => Ending.Unclear,
    };
}
