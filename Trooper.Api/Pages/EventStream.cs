using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Features;

namespace Trooper.Api.Pages;

/// <summary>Server-Sent Events to a page, each on its way as soon as it is written.</summary>
internal sealed class EventStream(HttpResponse response)
{
    public static async Task<EventStream> Begin(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var events = new EventStream(http.Response);
        await events.KeepAlive(); // the page waits for the connection before it says anything
        return events;
    }

    /// <param name="id">What the browser sends back after a lost connection.</param>
    public Task Write<T>(string id, string name, T data, JsonTypeInfo<T> type) =>
        Flushed($"id: {id}\nevent: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n");

    public Task KeepAlive() => Flushed(": still here\n\n");

    private async Task Flushed(string text)
    {
        await response.WriteAsync(text);
        await response.Body.FlushAsync();
    }
}
