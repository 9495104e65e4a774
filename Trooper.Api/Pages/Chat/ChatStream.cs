using Trooper.Api.Configuration;
using Trooper.Api.Errors;
using Trooper.Core.Sessions;

namespace Trooper.Api.Pages.Chat;

/// <summary>
/// A session as an open page follows it: <c>turn</c>, <c>writing</c>, <c>fallback</c>, <c>context</c> and <c>status</c>, each with an id from which
/// the browser goes on after a lost connection.
/// </summary>
internal sealed class ChatStream(ISessions sessions, IJournal journal, Transcripts transcripts, CurrentOptions options, IHostApplicationLifetime host, TimeProvider time)
{
    /// <param name="isNew">The page's session may not have begun yet.</param>
    public async Task Run(SessionKey key, bool isNew, HttpContext http)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, host.ApplicationStopping); // an open page must not hold up a stop
        var cancellation = over.Token;
        UpdateId? after = UpdateId.TryParse(http.Request.Headers["Last-Event-ID"], null, out var last) ? last : isNew ? UpdateId.BeforeAll : null;
        await using var updates = sessions.Get(key).Watch(after, cancellation).GetAsyncEnumerator(cancellation);
        var next = Task.FromResult(false);
        try
        {
            if (!await updates.MoveNextAsync())
            {
                await Problems.UnknownSession(key.Id).ExecuteAsync(http);
                return;
            }
            var follower = await Follow(key, await EventStream.Begin(http), cancellation);
            do
            {
                await follower.Tell(updates.Current);
                next = updates.MoveNextAsync().AsTask();
                while (!next.IsCompleted)
                    await follower.WaitFor(next, cancellation);
            }
            while (await next);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The page was closed, or this process stops.
        }
        finally
        {
            await next.ContinueWith(static _ => { }, TaskScheduler.Default); // an enumerator must not be disposed while it moves
        }
    }

    private async ValueTask<ChatFollower> Follow(SessionKey key, EventStream events, CancellationToken cancellation)
    {
        var handovers = new Handovers(options.Now.Local.Name);
        handovers.StartFrom((await journal.Find(key, cancellation))?.Provider);
        return new(events, handovers, () => transcripts.Status(key, cancellation), time);
    }
}
