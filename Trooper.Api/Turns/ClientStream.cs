using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Trooper.Api.Turns;

/// <summary>
/// The streamed reply to a client. Until it is open nothing has reached the client: a real status can still be given, and another provider
/// tried unseen. One writer at a time: what is relayed and what keeps the connection warm take turns at the gate.
/// </summary>
internal sealed class ClientStream(HttpContext http) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The status and headers are out. From here on a reply can only go on or end properly.</summary>
    public bool IsOpen { get; private set; }

    public PipeWriter Output => http.Response.BodyWriter;

    public ValueTask Enter() => gate.Wait(0) ? ValueTask.CompletedTask : new(gate.WaitAsync());

    public void Leave() => gate.Release();

    public void Open(Action<HttpResponse> writeHeaders)
    {
        IsOpen = true;
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        writeHeaders(http.Response);
    }

    /// <returns>False when the client is gone.</returns>
    public async ValueTask<bool> Flush()
    {
        try
        {
            var flushed = await Output.FlushAsync(http.RequestAborted);
            return !flushed.IsCompleted && !flushed.IsCanceled;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => gate.Dispose();
}
