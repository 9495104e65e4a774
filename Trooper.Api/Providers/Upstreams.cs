using System.Collections.Concurrent;
using Trooper.Api.Configuration;

namespace Trooper.Api.Providers;

/// <summary>
/// The providers' calls, each with the concerns that surround it. A provider that changes gets its own; connections belong to a server, and stay.
/// </summary>
internal sealed class Upstreams(CurrentOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Provider, IUpstream> upstreams = [];
    private readonly ConcurrentDictionary<(string Server, bool IsLocal), HttpMessageInvoker> invokers = [];

    public IUpstream Of(Provider provider) => upstreams.GetOrAdd(
        provider,
        static (provider, upstreams) => new RetryUpstream(new DeadlineUpstream(new HttpUpstream(provider, upstreams.InvokerOf(provider)), upstreams.Time), upstreams.Options, upstreams.Time),
        this);

    public HttpMessageInvoker InvokerOf(Provider provider) =>
        invokers.GetOrAdd((provider.Url.GetLeftPart(UriPartial.Authority), provider.IsLocal), static (_, provider) => HttpUpstream.CreateInvoker(provider), provider);

    private CurrentOptions Options => options;

    private TimeProvider Time => time;
}
