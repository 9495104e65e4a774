using Microsoft.AspNetCore.Http;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>One request, from its arrival to the end of its answer.</summary>
internal sealed class Exchange(
    HttpContext context, RecordedRequest request, Behaviour behaviour, Vendor vendor, TimeProvider time, CancellationToken ended)
{
    public async Task<Outcome> Run(Dialect? dialect, Failure? violation)
    {
        if (await BeforeHeaders() is { } scripted)
        {
            return scripted;
        }

        if (violation is not null && !behaviour.SkipsValidation)
        {
            await Send(violation);
            return Outcome.Refused;
        }

        return dialect is null ? await Probe() : await Answer(dialect);
    }

    // What a script does before the answer, and in place of it.
    private async Task<Outcome?> BeforeHeaders()
    {
        await Task.Delay(behaviour.HeaderDelay, time, ended);
        if (behaviour.HeaderGate is { } gate)
        {
            await gate.Pass(ended);
        }

        if (behaviour.ResetsBeforeHeaders)
        {
            context.Abort();
            return Outcome.Cut;
        }

        if (behaviour.Raw is { } raw)
        {
            await Send(raw);
            return Outcome.Failed;
        }

        if (behaviour.Failure is { } failure)
        {
            await Send(failure);
            return Outcome.Failed;
        }

        return null;
    }

    private async Task<Outcome> Probe()
    {
        var reply = vendor.Probe(request);
        await Send(reply);
        return reply.Status < 400 ? Outcome.Answered : Outcome.Refused;
    }

    private async Task<Outcome> Answer(Dialect dialect)
    {
        var prompt = request.Prompt ?? dialect.Read(request.Json);
        var answer = behaviour.Answer ?? SimulatedModel.Answer(prompt, vendor.Name);
        var streams = dialect.Streams(request.Json) && !behaviour.IgnoresStream;
        return streams
            ? await Stream(dialect, [.. dialect.Frames(request.Json, prompt, answer)])
            : await Whole(Reply.Json(200, dialect.Reply(request.Json, prompt, answer)));
    }

    private async Task<Outcome> Stream(Dialect dialect, Frame[] frames)
    {
        request.Events = frames.Length;
        AddHeaders(dialect.Framing.ContentType);
        context.Response.Headers.CacheControl = "no-cache";
        var body = new BodyWriter(context, behaviour.Delivery.ChunkBytes, ended);
        await body.Flush();
        return await new StreamPlayer(dialect, behaviour, body, time, ended).Play(frames);
    }

    private async Task<Outcome> Whole(Reply reply)
    {
        switch (behaviour.Interruption)
        {
            case null:
                await Send(reply);
                return Outcome.Answered;
            case Interruption.Error error:
                await Send(error.Failure);
                return Outcome.Failed;
            default:
                return await Half(reply, behaviour.Interruption);
        }
    }

    private async Task<Outcome> Half(Reply reply, Interruption interruption)
    {
        AddHeaders(reply.ContentType);
        var body = new BodyWriter(context, behaviour.Delivery.ChunkBytes, ended);
        var half = reply.Body.Length / 2;
        await body.Write(reply.Body[..half]);
        switch (interruption)
        {
            case Interruption.Hold hold:
                await hold.Gate.Pass(ended);
                await body.Write(reply.Body[half..]);
                return Outcome.Answered;
            case Interruption.Reset:
                BodyWriter.BreakOff();
                return Outcome.Cut;
            default:
                return Outcome.Cut;
        }
    }

    private Task Send(Failure failure)
    {
        if (failure.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        }

        return Send(vendor.Refusal(failure));
    }

    private async Task Send(Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        AddHeaders(reply.ContentType);
        await context.Response.WriteAsync(reply.Body, ended);
    }

    private void AddHeaders(string contentType)
    {
        context.Response.ContentType = contentType;
        foreach (var (name, value) in vendor.Headers())
        {
            context.Response.Headers[name] = value;
        }

        foreach (var (name, value) in behaviour.Headers)
        {
            context.Response.Headers[name] = value;
        }
    }
}
