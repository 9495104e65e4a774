using Trooper.Api.Configuration;

namespace Trooper.Api.Providers;

/// <summary>The providers' calls, each with the concerns that surround it.</summary>
internal sealed class Upstreams
{
    private readonly Dictionary<string, IUpstream> upstreams;
    private readonly Dictionary<string, HttpMessageInvoker> invokers;

    public Upstreams(TrooperOptions options, TimeProvider time)
    {
        invokers = options.Chain.ToDictionary(provider => provider.Name, HttpUpstream.CreateInvoker);
        upstreams = options.Chain.ToDictionary(
            provider => provider.Name,
            provider => (IUpstream)new RetryUpstream(new DeadlineUpstream(new HttpUpstream(provider, invokers[provider.Name]), time), options, time));
    }

    public IUpstream Of(Provider provider) => upstreams[provider.Name];

    public HttpMessageInvoker InvokerOf(Provider provider) => invokers[provider.Name];
}
