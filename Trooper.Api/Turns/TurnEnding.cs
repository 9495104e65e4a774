using System.Buffers;
using Trooper.Api.Dialects;
using Trooper.Api.Errors;
using Trooper.Api.Providers;
using Trooper.Api.Turns.Requests;
using Trooper.Core.Context;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Providers;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Ends a turn: first in the session, where it becomes durable, then at the client, who gets the last bytes or a proper error.</summary>
internal sealed partial class TurnEnding(TurnRequest turn, TurnTrail trail, ReplyInProgress reply, ClientStream? client, TimeProvider time, ILogger log)
{
    private HttpResponse Response => turn.Http.Response;

    /// <summary>The tokens of the answer, once there is one.</summary>
    public TokenUsage? Usage { get; private set; }

    public Task Finish(Answer answer) => answer.End switch
    {
        AttemptEnd.Answered => Answered(answer.Request!, answer.Body),
        AttemptEnd.Surfaced surfaced => Surfaced(answer.Request!, surfaced.Reply),
        AttemptEnd.ClientGone => Gone(answer.Request),
        _ => NobodyAnswered(),
    };

    /// <summary>Something went wrong that nobody foresaw: the turn must not stay open, nor the client's stream end as if it were whole.</summary>
    /// <returns>False when the fault is still to be answered.</returns>
    public async Task<bool> Abandon(Exception fault)
    {
        try
        {
            await Complete(Failed($"{fault.GetType().Name}: the turn was abandoned"));
        }
        catch (Exception e)
        {
            LogNotRecorded(e, trail.SessionId);
        }
        if (client is not { IsOpen: true })
            return false;
        LogAbandoned(fault, trail.SessionId);
        reply.Writer.WriteError("Something went wrong here, and the turn could not be finished", client.Output);
        await client.Flush();
        return true;
    }

    private async Task<TurnClosed> Complete(TurnOutcome outcome)
    {
        var since = trail.Times.Now;
        var closed = await turn.Session.Complete(outcome);
        trail.Outcome = outcome;
        trail.Times.Recorded(since);
        return closed;
    }

    private async Task Answered(ProviderRequest request, byte[] body)
    {
        trail.Tried(request.Provider.Name, request.Model, Attempt.Ok, request.Withheld);
        if (client is not null)
            await client.Flush();
        else if (!request.SameDialect)
            body = Written(request); // before the session is told: the writer gives the reply's items their ids
        var closed = await Complete(Outcome(request, partial: false));
        trail.TokensSaved = closed.TokensSaved;
        if (client is not null)
        {
            client.Output.Write(reply.Ending.WrittenSpan); // goes out with the end of the response, in one packet
            return;
        }
        trail.WriteHeaders(Response, request.Provider.Name, reply.Recorder.Model ?? request.Model);
        Response.ContentType = "application/json";
        Response.ContentLength = body.Length;
        await Response.BodyWriter.WriteAsync(body);
    }

    private byte[] Written(ProviderRequest request)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        reply.Writer.WriteWhole(Finished(request), output);
        return output.WrittenSpan.ToArray();
    }

    private async Task Surfaced(ProviderRequest request, UpstreamReply upstream)
    {
        await using (upstream)
        {
            trail.Tried(request.Provider.Name, request.Model, $"{upstream.Status}", request.Withheld);
            var error = UpstreamError.Read(upstream.Error.Span);
            if (client is { IsOpen: true })
            {
                await Broken($"{request.Provider.Name}: {upstream.Status} {error.Message}");
                return;
            }
            await Complete(Failed($"{upstream.Status} {error.Message}"));
            trail.WriteHeaders(Response, request.Provider.Name, request.Model, isError: true);
            if (!request.SameDialect)
            {
                await ApiErrors.Write(Response, turn.Dialect, new(turn.Dialect.StatusOf(upstream.Status), error.Message));
                return;
            }
            Response.StatusCode = upstream.Status;
            Response.ContentType = upstream.ContentType ?? "application/json";
            await Response.BodyWriter.WriteAsync(upstream.Error);
        }
    }

    // What was received is kept, marked partial; without a word of answer there is nothing to keep but the question.
    private async Task Gone(ProviderRequest? request)
    {
        trail.Tried(request?.Provider.Name ?? "none", request?.Model, "client_gone", request?.Withheld ?? []);
        await Complete(request is not null && HasAnswer ? Outcome(request, partial: true) : Failed("the client hung up"));
    }

    private async Task NobodyAnswered()
    {
        var reason = $"No provider could answer. {trail.Reasons}";
        if (client is { IsOpen: true })
        {
            await Broken(reason);
            return;
        }
        await Complete(Failed(reason));
        trail.WriteHeaders(Response);
        if (trail.BackAt is { } back && time.GetUtcNow() is var now && back > now)
            Response.Headers.RetryAfter = $"{Math.Ceiling((back - now).TotalSeconds):0}";
        await ApiErrors.Write(Response, turn.Dialect, trail.Excess is { } excess
            ? new ClientError(400, turn.Dialect.TooLong(excess)) { IsTooLong = true }
            : new ClientError(502, reason));
    }

    // After the first byte there is no status left to give: the protocol's own error ends the stream, never silence.
    private async Task Broken(string reason)
    {
        await Complete(HasAnswer && trail.Attempts is [.., var last] ? Outcome(last.Provider, last.Model ?? "", partial: true) : Failed(reason));
        reply.Writer.WriteError(reason, client!.Output);
        await client.Flush();
    }

    private bool HasAnswer => reply.IsCommitted && reply.Recorder.HasContent && reply.Recorder.ToMessage().Content.Count > 0;

    private TurnOutcome Outcome(ProviderRequest request, bool partial) =>
        Outcome(request.Provider.Name, reply.Recorder.Model ?? request.Model, partial, request.Provider.IsLocal, request.InputTokens) with { EstimatedInput = request.EstimatedInput };

    private TurnOutcome Outcome(string provider, string model, bool partial, bool isLocal = false, int inputTokens = 0)
    {
        var recorder = reply.Recorder;
        var answer = WithPrefill(recorder.ToMessage());
        var usage = recorder.HasUsage && recorder.Usage.Output > 0 ? recorder.Usage : new(inputTokens, TokenEstimator.Cost(answer), Estimated: true);
        Usage = usage;
        return new(
            turn.Opened.Turn,
            answer,
            provider,
            model,
            reply.Id,
            recorder.Reason is { } reason ? System.Text.Encoding.UTF8.GetString(AnthropicTerms.NameOf(reason)) : null,
            usage,
            isLocal ? usage.Input + usage.Output : 0,
            trail.Attempts,
            partial,
            Error: null)
        {
            ReplyItems = reply.Writer.ItemIds,
        };
    }

    private TurnOutcome Failed(string error) => new(turn.Opened.Turn, null, null, null, null, null, default, 0, trail.Attempts, false, error);

    // The client's own beginning is part of what it will send back as the answer.
    private Message WithPrefill(Message answer)
    {
        if (turn.Prefill is not { } prefill)
            return answer;
        return answer.Content is [TextBlock first, ..]
            ? answer with { Content = [new TextBlock(prefill.Text + first.Text), .. answer.Content.Skip(1)] }
            : answer with { Content = [.. prefill.Content, .. answer.Content] };
    }

    private FinishedReply Finished(ProviderRequest request)
    {
        var recorder = reply.Recorder;
        var reason = recorder.Reason switch
        {
            StopReason.EndTurn or null when recorder.HasToolCalls => StopReason.ToolUse,
            { } said => said,
            null => StopReason.EndTurn,
        };
        return new(
            reply.Writer.Id,
            recorder.Model ?? request.Model,
            recorder.ToMessage(),
            reason,
            recorder.StopSequence,
            recorder.HasUsage ? recorder.Usage : new(request.InputTokens, TokenEstimator.Cost(recorder.ToMessage())));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn of session {Session} was abandoned")]
    private partial void LogAbandoned(Exception exception, string? session);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of a turn of session {Session} could not be recorded")]
    private partial void LogNotRecorded(Exception exception, string? session);
}
