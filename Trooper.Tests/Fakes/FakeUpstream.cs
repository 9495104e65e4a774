using Microsoft.AspNetCore.Http;
using Trooper.Tests.Fakes.Serving;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes;

/// <summary>One vendor: what reached it, what it does next, and whether it is there at all.</summary>
public sealed class FakeUpstream : IAsyncDisposable
{
    private readonly Vendor _vendor;
    private readonly TimeProvider _time;
    private readonly LoopbackServer _server;
    private readonly Script _script = new();
    private readonly Script _probeScript = new();

    internal FakeUpstream(Vendor vendor, TimeProvider time)
    {
        _vendor = vendor;
        _time = time;
        _server = new LoopbackServer(Serve);
    }

    /// <summary>The model endpoint, as a gateway is configured with it.</summary>
    public string Url => BaseUrl + _vendor.Endpoint;

    public string BaseUrl => $"http://127.0.0.1:{_server.Port}";

    /// <summary>Calls of the model, in the order of arrival.</summary>
    public RequestLog Requests { get; } = new();

    /// <summary>Everything else: model lists, token counts, versions, unknown paths.</summary>
    public RequestLog Probes { get; } = new();

    /// <summary>Queues behaviours for model calls: each call takes the first that fits it; with none left the fake answers by itself.</summary>
    public void Script(params Behaviour[] behaviours) => _script.Add(behaviours);

    /// <summary>The same for everything that isn't a model call.</summary>
    public void ScriptProbes(params Behaviour[] behaviours) => _probeScript.Add(behaviours);

    /// <summary>Breaks every open connection and refuses new ones. The port stays this fake's own.</summary>
    public Task Down() => _server.Stop();

    public Task Up() => _server.Start();

    /// <summary>Forgets the requests and the script.</summary>
    public void Reset()
    {
        _script.Clear();
        _probeScript.Clear();
        Requests.Clear();
        Probes.Clear();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(HttpContext context, CancellationToken down)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, down);
        var request = await RecordedRequest.Read(context.Request, ended.Token);
        var dialect = _vendor.DialectFor(request);
        try
        {
            var violation = Record(request, dialect);
            var behaviour = (dialect is null ? _probeScript : _script).Take(request);
            var exchange = new Exchange(context, request, behaviour, _vendor, _time, ended.Token);
            request.End(await exchange.Run(dialect, violation));
        }
        catch (BrokenOffException)
        {
            request.End(Outcome.Cut);
            throw;
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            request.End(down.IsCancellationRequested ? Outcome.Cut : Outcome.Aborted);
            context.Abort();
        }
        catch (Exception bug)
        {
            request.Fail(bug);
            throw;
        }
    }

    // A test may read a request as soon as it is in the log, so all that is known of it is known before.
    private Failure? Record(RecordedRequest request, Dialect? dialect)
    {
        try
        {
            var violation = dialect?.Violation(request);
            request.Violation = violation is null ? null : _vendor.Refusal(violation).Body;
            request.Prompt = violation is null ? dialect?.Read(request.Json) : null;
            return violation;
        }
        finally
        {
            (dialect is null ? Probes : Requests).Add(request);
        }
    }
}
