using Microsoft.AspNetCore.Http;
using Trooper.Tests.Fakes.Model;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Serving;

/// <summary>One request, from its arrival to the end of its answer.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest request, Behaviour behaviour, TimeProvider time, CancellationToken ended)
{
    public async Task<Outcome> Run(Dialect? dialect, Vendor vendor)
    {
        if (dialect?.Violation(request) is { } violation)
        {
            request.Violation = vendor.Refusal(violation).Body;
            return await BeforeHeaders(vendor) ?? await Refuse(vendor, violation);
        }

        return await BeforeHeaders(vendor) ?? (dialect is null ? await Probe(vendor) : await Answer(dialect, vendor));
    }

    private async Task<Outcome> Refuse(Vendor vendor, Failure violation)
    {
        await Send(vendor, vendor.Refusal(violation), violation.RetryAfter);
        return Outcome.Refused;
    }

    // What a script does before the answer, and in place of it.
    private async Task<Outcome?> BeforeHeaders(Vendor vendor)
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

        var scripted = behaviour.Raw ?? (behaviour.Failure is { } failure ? vendor.Refusal(failure) : null);
        if (scripted is null)
        {
            return null;
        }

        await Send(vendor, scripted, behaviour.Failure?.RetryAfter);
        return Outcome.Failed;
    }

    private async Task<Outcome> Probe(Vendor vendor)
    {
        var reply = vendor.Probe(request);
        await Send(vendor, reply, retryAfter: null);
        return reply.Status < 400 ? Outcome.Answered : Outcome.Refused;
    }

    private async Task<Outcome> Answer(Dialect dialect, Vendor vendor)
    {
        var prompt = dialect.Read(request.Json);
        request.Prompt = prompt;
        var answer = behaviour.Answer ?? SimulatedModel.Answer(prompt, vendor.Name);
        var streams = dialect.Streams(request.Json) && !behaviour.IgnoresStream;
        return streams
            ? await Stream(dialect, vendor, [.. dialect.Frames(request.Json, prompt, answer)])
            : await Whole(vendor, Reply.Json(200, dialect.Reply(request.Json, prompt, answer)));
    }

    private async Task<Outcome> Stream(Dialect dialect, Vendor vendor, Frame[] frames)
    {
        AddHeaders(vendor, dialect.Framing.ContentType);
        context.Response.Headers.CacheControl = "no-cache";
        var body = new BodyWriter(context, behaviour.Delivery.ChunkBytes, ended);
        await body.Flush();
        return await new StreamPlayer(dialect, behaviour, body, time, ended).Play(frames);
    }

    private async Task<Outcome> Whole(Vendor vendor, Reply reply)
    {
        if (behaviour.Interruption is null)
        {
            await Send(vendor, reply, retryAfter: null);
            return Outcome.Answered;
        }

        AddHeaders(vendor, reply.ContentType);
        var body = new BodyWriter(context, behaviour.Delivery.ChunkBytes, ended);
        var half = reply.Body.Length / 2;
        await body.Write(reply.Body[..half]);
        if (behaviour.Interruption is Interruption.Hold hold)
        {
            await hold.Gate.Pass(ended);
            await body.Write(reply.Body[half..]);
            return Outcome.Answered;
        }

        if (behaviour.Interruption is Interruption.Reset)
        {
            BodyWriter.BreakOff();
        }

        return Outcome.Cut;
    }

    private async Task Send(Vendor vendor, Reply reply, TimeSpan? retryAfter)
    {
        context.Response.StatusCode = reply.Status;
        AddHeaders(vendor, reply.ContentType);
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0");
        }

        await context.Response.WriteAsync(reply.Body, ended);
    }

    private void AddHeaders(Vendor vendor, string contentType)
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
