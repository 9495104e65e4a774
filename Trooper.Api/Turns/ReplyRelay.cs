using System.Buffers;
using System.Text.Json;
using Trooper.Api.Providers;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Api.Turns;

/// <summary>
/// Carries a provider's reply to the client as it comes, and reads along.
/// </summary>
/// <remarks>
/// <code>
///   provider ──► frames ──► reader ──► recorder          what the session keeps
///                  │           └─────► writer ──┐        another dialect: written anew
///                  └── the same dialect: bytes ─┴► held ─ commit ─► client
/// </code>
/// 1. Frames are given on whole: a cut in the middle of one leaves no half event behind.
/// 2. Until the first content everything is held back: an error then can still become another provider's answer.
/// 3. The end is held back as well, until the turn is durable.
/// </remarks>
internal sealed class ReplyRelay(ReplyInProgress reply, ClientStream? client, TimeProvider time, Action<HttpResponse> writeHeaders)
{
    /// <summary>Relays a stream.</summary>
    /// <param name="onContent">Called once, when the provider's first content was passed on, with the time at which it had come.</param>
    public async Task<AttemptEnd> Stream(UpstreamReply upstream, ProviderRequest request, Action<long> onContent, CancellationToken clientGone)
    {
        var reader = request.NewReader();
        using var frames = request.NewFrames();
        await using var watch = new SilenceWatch(time, request.LongestSilence, client is null ? null : Ping);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(watch.Expired, clientGone);
        var hasContent = false;
        while (true)
        {
            int read;
            try
            {
                read = await upstream.Body.ReadAsync(frames.Room(), stop.Token);
            }
            catch (OperationCanceledException)
            {
                return clientGone.IsCancellationRequested ? AttemptEnd.ClientGone.Instance : Died($"silent for {request.LongestSilence.TotalSeconds:0} s");
            }
            catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
            {
                return Died(e is InvalidDataException ? e.Message : "the connection broke in the middle of the answer");
            }
            watch.Heard();
            frames.Filled(read);
            var at = hasContent ? 0 : time.GetTimestamp();
            var end = await Relay(frames, reader, isLast: read == 0);
            if (reply.Recorder.HasContent && !hasContent)
            {
                hasContent = true;
                onContent(at);
            }
            if (end is not null)
                return end;
        }
    }

    /// <summary>Reads a reply that comes in one piece.</summary>
    /// <returns>Its end, and its bytes when it is complete.</returns>
    public async Task<(AttemptEnd End, byte[] Body)> Whole(UpstreamReply upstream, ProviderRequest request, CancellationToken clientGone)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        await using var watch = new SilenceWatch(time, request.LongestSilence, ping: null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(watch.Expired, clientGone);
        try
        {
            for (int read; (read = await upstream.Body.ReadAsync(body.GetMemory(8 * 1024), stop.Token)) > 0; watch.Heard())
                body.Advance(read);
            request.NewReader().ReadWhole(body.WrittenSpan, reply);
            return reply.Recorder.ErrorType is { } error
                ? (AttemptEnd.Broken($"{error}: {reply.Recorder.ErrorMessage}"), [])
                : (AttemptEnd.Answered.Instance, body.WrittenSpan.ToArray());
        }
        catch (OperationCanceledException)
        {
            return (clientGone.IsCancellationRequested ? AttemptEnd.ClientGone.Instance : AttemptEnd.Broken($"silent for {request.LongestSilence.TotalSeconds:0} s"), []);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (AttemptEnd.Broken("the connection broke in the middle of the answer"), []);
        }
        catch (Exception e) when (IsNotTheProtocol(e))
        {
            return (NotTheProtocol, []);
        }
    }

    // Bytes that are no UTF-8, and halves of characters, are JSON to its grammar: what reads them as text says InvalidOperation.
    private static bool IsNotTheProtocol(Exception e) => e is JsonException or InvalidOperationException;

    private static AttemptEnd.Failed NotTheProtocol => new(Trooper.Core.Providers.Judgement.BadResponse, "the answer is not the protocol's", true);

    // Everything that is here goes out in one flush, when the next read would wait.
    private async ValueTask<AttemptEnd?> Relay(FrameReader frames, IReplyReader reader, bool isLast)
    {
        if (client is not null)
            await client.Enter();
        try
        {
            AttemptEnd? end = null;
            while (end is null && (frames.TryRead() || (isLast && frames.TryReadLast())))
                end = TakeFrame(frames, reader);
            if (client is not null)
            {
                if (!reply.IsCommitted && reply.Recorder.HasContent && reply.Recorder.ErrorType is null)
                    Commit();
                if (reply.IsCommitted && !await client.Flush())
                    return AttemptEnd.ClientGone.Instance;
            }
            return end ?? (isLast ? AtEnd(reader) : null);
        }
        finally
        {
            client?.Leave();
        }
    }

    // Where the protocol's last frame is a formality the reader knows that nothing is missing.
    private AttemptEnd AtEnd(IReplyReader reader)
    {
        reader.ReadEnd(reply.PassesThrough ? reply.Recorder : reply);
        if (reply.Recorder is not { IsEnded: true, HasContent: true, ErrorType: null })
            return Died("the stream ended before the answer did");
        if (reply.PassesThrough)
            reply.End(); // no bytes of the provider's say it
        return AttemptEnd.Answered.Instance;
    }

    // Once the model has said why it stopped nothing is missing but the protocol's last word.
    private AttemptEnd Died(string reason)
    {
        if (!IsAllSaid)
            return AttemptEnd.Broken(reason);
        reply.End();
        return AttemptEnd.Answered.Instance;
    }

    private bool IsAllSaid => reply.Recorder is { HasContent: true, Reason: not null };

    private AttemptEnd? TakeFrame(FrameReader frames, IReplyReader reader)
    {
        if (frames.Data.IsEmpty)
        {
            if (reply.PassesThrough)
                reply.Target.Write(frames.Raw); // a comment
            return null;
        }
        try
        {
            reader.ReadFrame(frames.Data, reply);
        }
        catch (Exception e) when (IsNotTheProtocol(e))
        {
            return IsAllSaid ? Died(NotTheProtocol.Reason) : NotTheProtocol;
        }
        var recorder = reply.Recorder;
        if (recorder.ErrorType is not null)
            return AttemptEnd.Broken($"{recorder.ErrorType}: {recorder.ErrorMessage}");
        if (reply.PassesThrough)
            (recorder.IsEnded ? reply.Ending : reply.Target).Write(frames.Raw);
        return recorder.IsEnded ? recorder.HasContent ? AttemptEnd.Answered.Instance : AttemptEnd.Broken("an empty answer") : null;
    }

    private void Commit()
    {
        if (!client!.IsOpen)
            client.Open(writeHeaders);
        reply.ReleaseTo(client.Output);
    }

    /// <summary>Keeps the client warm while a provider that is alive says nothing.</summary>
    public async ValueTask Ping()
    {
        await client!.Enter();
        try
        {
            if (!reply.IsCommitted)
                Commit();
            reply.Writer.WritePing(client.Output);
            await client.Flush();
        }
        finally
        {
            client.Leave();
        }
    }
}
