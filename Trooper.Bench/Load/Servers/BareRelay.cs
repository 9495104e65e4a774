using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Trooper.Bench.Load.Servers;

/// <summary>The least that a gateway on Kestrel and HttpClient can do: the same bytes on, the same bytes back, flushed as they come. The reference.</summary>
internal static class BareRelay
{
    private static readonly string[] Passed = ["x-api-key", "anthropic-version", "content-type"];

    public static WebApplication Build(int port, Uri upstream)
    {
        var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null });
        return PlainServer.Build(port, context => Relay(context, http, upstream));
    }

    private static async Task Relay(HttpContext context, HttpMessageInvoker http, Uri upstream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, upstream) { Content = new StreamContent(context.Request.Body) };
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        foreach (var name in Passed)
        {
            if (context.Request.Headers.TryGetValue(name, out var value) && !request.Headers.TryAddWithoutValidation(name, (string?)value))
                request.Content.Headers.TryAddWithoutValidation(name, (string?)value);
        }
        using var reply = await http.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)reply.StatusCode;
        context.Response.ContentType = reply.Content.Headers.ContentType?.ToString();
        context.Response.ContentLength = reply.Content.Headers.ContentLength;
        await Copy(await reply.Content.ReadAsStreamAsync(context.RequestAborted), context.Response, context.RequestAborted);
    }

    private static async Task Copy(Stream from, HttpResponse to, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        for (int read; (read = await from.ReadAsync(buffer, cancellation)) > 0;)
            await to.Body.WriteAsync(buffer.AsMemory(0, read), cancellation); // flushes too
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
