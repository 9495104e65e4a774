using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Trooper.Bench.Load.Servers;

/// <summary>Anthropic, OpenAI and Ollama at their fastest: canned bytes at once. What a request wants is in its model's name, which a gateway passes on.</summary>
internal static class FakeUpstream
{
    public static WebApplication Build(int port) => PlainServer.Build(port, http => http.Request.Path.Value switch
    {
        "/v1/messages" => Messages(http),
        "/v1/chat/completions" => Completions(http),
        "/api/chat" => Chat(http),
        "/api/tags" => Give(http, "application/json", CannedReplies.OllamaModels),
        "/api/version" => Give(http, "application/json", CannedReplies.OllamaVersion),
        "/api/show" => Give(http, "application/json", CannedReplies.OllamaModel),
        _ => NotFound(http),
    });

    private static async Task Messages(HttpContext http)
    {
        var wish = Wish.Of((await Head(http.Request.BodyReader)).Span);
        await (wish switch
        {
            { Status: not 200 } => Refuse(http, wish.Status),
            { IsPaced: true } => Paced(http),
            { IsCut: true } => Cut(http),
            { IsStream: true } => Stream(http, "text/event-stream", CannedReplies.Stream),
            _ => Give(http, "application/json", CannedReplies.Message),
        });
    }

    private static async Task Chat(HttpContext http)
    {
        var head = await Head(http.Request.BodyReader);
        await (head.Span.IndexOf("llama-bench"u8) >= 0
            ? Stream(http, "application/x-ndjson", CannedReplies.OllamaStream)
            : Give(http, "application/x-ndjson", CannedReplies.OllamaChat));
    }

    private static async Task Completions(HttpContext http)
    {
        await Head(http.Request.BodyReader);
        await Stream(http, "text/event-stream", CannedReplies.ChatStream);
    }

    private static Task Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Give(http, "application/json", CannedReplies.Error);
    }

    private static Task Give(HttpContext http, string type, byte[] body)
    {
        http.Response.ContentType = type;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    // As a provider does it: each event is flushed when it is there.
    private static async Task Stream(HttpContext http, string type, byte[][] frames)
    {
        http.Response.ContentType = type;
        foreach (var frame in frames)
            await http.Response.BodyWriter.WriteAsync(frame);
    }

    private static async Task Paced(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var frame in CannedReplies.Stream)
        {
            await Task.Delay(CannedReplies.Pace);
            await http.Response.BodyWriter.WriteAsync(EventStamp.Put(frame));
        }
    }

    // Breaks off after some of its words.
    private static async Task Cut(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        foreach (var frame in CannedReplies.Stream.Take(CannedReplies.Events / 2))
            await http.Response.BodyWriter.WriteAsync(frame);
        http.Abort();
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Reads a body to its end, and keeps its first bytes.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>> Head(PipeReader body)
    {
        var head = Array.Empty<byte>();
        while (true)
        {
            var read = await body.ReadAsync();
            if (head.Length < Wish.Bytes && !read.Buffer.IsEmpty)
            {
                var more = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, Wish.Bytes - head.Length));
                head = [.. head, .. more.ToArray()];
            }
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return head;
        }
    }
}
