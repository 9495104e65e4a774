using System.Diagnostics;
using Trooper.Api.Providers;
using Trooper.Api.Telemetry;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Protocols;
using Trooper.Core.Providers;

namespace Trooper.Api.Turns;

/// <summary>One provider's part in a turn: make its request, call it, judge what comes, relay an answer.</summary>
internal sealed class ProviderVisit(
    Upstreams upstreams,
    LocalModels localModels,
    CloudRequests cloudRequests,
    OllamaRequests ollamaRequests,
    ThoughtSignatures signatures,
    TimeProvider time)
{
    public async Task<Answer> Ask(TurnRequest turn, Provider provider, TurnTrail trail, ReplyInProgress reply, ClientStream? client)
    {
        var soFar = reply.IsCommitted ? reply.Recorder.TextSoFar() : null;
        var request = await Build(turn, provider, soFar, budget: null);
        var answer = await Ask(turn, request, trail, reply, client);
        if (Repaired(request, answer.End) is { } repaired)
        {
            await ((AttemptEnd.Surfaced)answer.End).Reply.DisposeAsync();
            answer = await Ask(turn, request = repaired, trail, reply, client);
        }
        if (answer.End is not AttemptEnd.Failed { Excess: { } excess } || !request.WasBuilt)
            return answer;
        request = await Build(turn, provider, soFar, budget: Math.Min(request.InputTokens * 2 / 3, excess.Maximum));
        return await Ask(turn, request, trail, reply, client);
    }

    // What Trooper wrote and the provider does not take is Trooper's to mend; the client's own request is the client's.
    private static ProviderRequest? Repaired(ProviderRequest request, AttemptEnd end)
    {
        if (request.SameDialect || end is not AttemptEnd.Surfaced { Reply.Status: 400 } refused)
            return null;
        if (RequestRepair.Try(request.Call.Body, UpstreamError.Read(refused.Reply.Error.Span)) is not var (body, dropped))
            return null;
        return request with { Call = request.Call with { Body = body }, Dropped = dropped is null ? request.Dropped : [.. request.Dropped, dropped] };
    }

    private Task<ProviderRequest> Build(TurnRequest turn, Provider provider, string? soFar, int? budget) => provider.IsLocal
        ? ollamaRequests.Build(turn, provider, soFar, budget, turn.ClientGone)
        : cloudRequests.Build(turn, provider, soFar, budget, turn.ClientGone);

    private async Task<Answer> Ask(TurnRequest turn, ProviderRequest request, TurnTrail trail, ReplyInProgress reply, ClientStream? client)
    {
        using var span = TurnSpans.BeginAttempt(request);
        var answer = await Call(turn, request, trail, reply, client, span);
        TurnSpans.EndAttempt(span, answer.End);
        return answer;
    }

    private async Task<Answer> Call(TurnRequest turn, ProviderRequest request, TurnTrail trail, ReplyInProgress reply, ClientStream? client, Activity? span)
    {
        trail.HasContext |= request.WasBuilt || turn.Scanned.Messages.Count > 1;
        trail.Dropped = request.Dropped;
        trail.Passed = [];
        reply.Begin(turn.Dialect.NewReply(turn.Scanned, request.Model, request.InputTokens), request);
        var relay = new ReplyRelay(reply, client, time, response => trail.WriteHeaders(response, request.Provider.Name, reply.Recorder.Model ?? request.Model));
        var started = time.GetTimestamp();
        trail.Times.Called();
        UpstreamReply upstream;
        try
        {
            upstream = await Send(request, relay, client, turn.ClientGone);
        }
        catch (OperationCanceledException) when (turn.ClientGone.IsCancellationRequested)
        {
            return new(AttemptEnd.ClientGone.Instance, request, []);
        }
        catch (UpstreamUnreachableException e)
        {
            return new(new AttemptEnd.Failed(e.Trigger, e.Message, true), request, []);
        }

        TurnSpans.Answered(span, upstream);
        trail.Passed = ForwardedHeaders.Down(upstream);
        var end = upstream.IsSuccess ? null : Judge(upstream, turn, request);
        if (end is AttemptEnd.Surfaced)
            return new(end, request, []); // its body is still to be passed on
        await using (upstream)
        {
            if (end is not null)
                return new(end, request, []);
            var answer = await Relay(upstream, turn, request, relay, trail.Times, started);
            if (request.Provider.Kind == ProviderKind.Gemini && answer.End is AttemptEnd.Answered)
                signatures.Remember(reply.Recorder.ToMessage());
            return answer;
        }
    }

    private async Task<Answer> Relay(UpstreamReply upstream, TurnRequest turn, ProviderRequest request, ReplyRelay relay, TurnTimes times, long started)
    {
        if (!request.IsStream)
        {
            var (end, body) = await relay.Whole(upstream, request, turn.ClientGone);
            if (end is AttemptEnd.Answered)
                times.PassedOn(times.Now);
            return new(end, request, body) { Latency = time.GetElapsedTime(started) };
        }
        if (upstream.ContentType is "application/json" or "text/html")
            return new(new AttemptEnd.Failed(Judgement.BadResponse, "a stream was asked for, and something else came", true), request, []);
        var latency = TimeSpan.Zero;
        var streamEnd = await relay.Stream(upstream, request, PassedOn, turn.ClientGone);
        return new(streamEnd, request, []) { Latency = latency };

        void PassedOn(long arrived)
        {
            latency = time.GetElapsedTime(started);
            times.PassedOn(arrived);
        }
    }

    // The local model may load for minutes before it says anything, and its server answers meanwhile: the client is kept warm.
    private async Task<UpstreamReply> Send(ProviderRequest request, ReplyRelay relay, ClientStream? client, CancellationToken clientGone)
    {
        var sending = upstreams.Of(request.Provider).Send(request.Call, clientGone);
        while (client is not null && request.Provider.IsLocal && !sending.IsCompleted)
        {
            try
            {
                return await sending.WaitAsync(SilenceWatch.PingEvery, time, clientGone);
            }
            catch (TimeoutException)
            {
                if (await localModels.IsAlive(clientGone))
                    await relay.Ping();
            }
        }
        return await sending;
    }

    private AttemptEnd Judge(UpstreamReply upstream, TurnRequest turn, ProviderRequest request)
    {
        var judgement = upstream.Judge(turn.Options.FallbackStatuses, time);
        var message = UpstreamError.Read(upstream.Error.Span).Message;
        var reason = $"{upstream.Status} {message}".Trim();
        // A model that the client chose and the provider lacks is not the provider's failure.
        var counts = judgement.CountsAgainstProvider && !(upstream.Status == 404 && request.Model != request.Provider.Model);
        return judgement.Verdict switch
        {
            Verdict.Surface => new AttemptEnd.Surfaced(upstream),
            Verdict.TooLong when !request.WasBuilt => new AttemptEnd.Surfaced(upstream),
            Verdict.TooLong => new AttemptEnd.Failed(judgement.Trigger, reason, counts) { Excess = PromptExcess.Read(message) ?? Excess(turn, request) },
            _ => new AttemptEnd.Failed(judgement.Trigger, reason, counts, upstream.BackAt(time)),
        };
    }

    // What the provider left unsaid, as far as it is known here.
    private static PromptExcess Excess(TurnRequest turn, ProviderRequest request)
    {
        var maximum = request.Provider.IsLocal ? turn.Options.ContextWindow : request.Provider.Window;
        return new(Math.Max(request.InputTokens, maximum + 1), maximum);
    }
}
