using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Trooper.Api.Access;
using Trooper.Api.Errors;
using Trooper.Core.Sessions;
using Trooper.Core.Sitrep;

namespace Trooper.Api.Sessions;

/// <summary>
/// A session's events as Server-Sent Events: <c>turn</c>, <c>delta</c>, <c>fallback</c>, <c>context</c>, <c>sitrep</c>. A client that lost the connection
/// says in <c>Last-Event-ID</c> what it had.
/// </summary>
internal static class SessionEvents
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static async Task Stream(string id, HttpContext http, ISessions sessions, IHostApplicationLifetime host, TimeProvider time)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping); // a watcher must not hold up a stop
        var cancellation = over.Token;
        var last = http.Request.Headers["Last-Event-ID"].ToString();
        UpdateId? after = UpdateId.TryParse(last, null, out var parsed) ? parsed : null;
        await using var updates = sessions.Get(http.Caller().Session(id)).Watch(after, cancellation).GetAsyncEnumerator(cancellation);
        var next = Task.FromResult(false);
        try
        {
            if (!await updates.MoveNextAsync())
            {
                await Problems.UnknownSession(id).ExecuteAsync(http);
                return;
            }
            Begin(http);
            do
            {
                await Write(http.Response, updates.Current);
                next = updates.MoveNextAsync().AsTask();
                while (!await IsDone(next, time, cancellation))
                    await Flushed(http.Response, ": still here\n\n");
            }
            while (await next);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The watcher has left, or this process stops.
        }
        finally
        {
            await next.ContinueWith(static _ => { }, TaskScheduler.Default); // an enumerator must not be disposed while it moves
        }
    }

    private static void Begin(HttpContext http)
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache, no-transform";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private static async Task<bool> IsDone(Task<bool> next, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            await next.WaitAsync(KeepAlive, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static Task Write(HttpResponse response, SessionUpdate update)
    {
        var (name, data) = update switch
        {
            TurnUpdate turn => ("turn", JsonSerializer.Serialize(new(TurnView.Of(turn.Turn, showSuperseded: false), turn.Decision, turn.Rule), SessionViewJson.Default.TurnEventView)),
            DeltaUpdate delta => ("delta", JsonSerializer.Serialize(new(delta.Turn, delta.Start, delta.Text), SessionViewJson.Default.DeltaView)),
            FallbackUpdate fallback => ("fallback", JsonSerializer.Serialize(new(fallback.Turn, fallback.From, fallback.To, fallback.Trigger), SessionViewJson.Default.FallbackView)),
            ContextUpdate context => ("context", JsonSerializer.Serialize(context.Receipt, SessionViewJson.Default.Receipt)),
            SitrepUpdate sitrep => ("sitrep", JsonSerializer.Serialize(sitrep.Report, SitrepJson.Report)),
            _ => throw new InvalidOperationException($"no event for {update.GetType().Name}"),
        };
        return Flushed(response, $"id: {update.Id}\nevent: {name}\ndata: {data}\n\n");
    }

    private static async Task Flushed(HttpResponse response, string text)
    {
        await response.WriteAsync(text);
        await response.Body.FlushAsync();
    }
}
