using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Gateway.Telemetry;

/// <summary>An OTLP/HTTP receiver: takes what is exported, and keeps every byte.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> traces = [];
    private readonly ConcurrentQueue<byte[]> metrics = [];
    private readonly SemaphoreSlim received = new(0);

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/v1/traces", (HttpRequest request) => Keep(request, traces));
        app.MapPost("/v1/metrics", (HttpRequest request) => Keep(request, metrics));
    }

    public string Url => app.Urls.Single();

    public IEnumerable<byte[]> Everything => traces.Concat(metrics);

    public IReadOnlyList<Span> Spans => [.. Under(traces).Select(span => new Span(span))];

    public IReadOnlySet<string> Metrics => Under(metrics).Select(metric => metric.Text(1)).ToHashSet();

    public static async Task<OtlpReceiver> Start()
    {
        var receiver = new OtlpReceiver();
        await receiver.app.StartAsync();
        return receiver;
    }

    public async Task Until(Func<bool> isThere)
    {
        while (!isThere())
            Assert.True(await received.WaitAsync(Patience.Limit), "nothing more was exported");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // Resource, scope, item: traces and metrics are nested alike.
    private static IEnumerable<Proto> Under(IEnumerable<byte[]> requests) =>
        requests.SelectMany(request => new Proto(request).All(1)).SelectMany(resource => resource.All(2)).SelectMany(scope => scope.All(2));

    private async Task Keep(HttpRequest request, ConcurrentQueue<byte[]> kept)
    {
        Assert.Equal("application/x-protobuf", request.ContentType);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        kept.Enqueue(body.ToArray());
        received.Release();
    }
}

internal sealed class Span(Proto span)
{
    public const ulong Server = 2, Client = 3;

    public string Trace => Convert.ToHexStringLower(span.Bytes(1));

    public string Id => Convert.ToHexStringLower(span.Bytes(2));

    public string Parent => Convert.ToHexStringLower(span.Bytes(4));

    public string Name => span.Text(5);

    public ulong Kind => span.Number(6);

    public bool IsError => span.All(15).Any(status => status.Number(3) == 2);

    /// <summary>An attribute's value as text; null where it is not set.</summary>
    public string? this[string key] => span.All(9).Where(pair => pair.Text(1) == key).Select(pair => pair.All(2).Single()).Select(Value).FirstOrDefault();

    private static string Value(Proto value) => value switch
    {
        _ when value.Has(1) => value.Text(1),
        _ when value.Has(3) => $"{value.Number(3)}",
        _ when value.Has(4) => $"{BitConverter.UInt64BitsToDouble(value.Number(4))}",
        _ when value.Has(5) => string.Join(",", value.All(5).SelectMany(array => array.All(1)).Select(Value)),
        _ => "",
    };
}
