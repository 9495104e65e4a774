using Trooper.Api.Configuration;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>Asks providers that failed for their list of models, which costs nothing, and takes them back when they answer.</summary>
internal sealed class AutoRecovery(TrooperOptions options, Upstreams upstreams, IProviders providers, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.AutoRecovery)
            return;
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var status in providers.Statuses().Where(status => !status.Breaker.IsClosed))
            {
                var provider = options.Chain.First(provider => provider.Name == status.Name);
                if (await Answers(provider, stoppingToken))
                    providers.Succeeded(provider.Name, status.Latency ?? TimeSpan.Zero);
            }
        }
    }

    private async Task<bool> Answers(Provider provider, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, provider.ModelsUrl);
            if (provider is { Kind: ProviderKind.Anthropic, Key: { } key })
            {
                request.Headers.TryAddWithoutValidation("x-api-key", key);
                request.Headers.TryAddWithoutValidation("anthropic-version", Core.Protocols.Anthropic.AnthropicTerms.OldestVersion);
            }
            else if (provider.Key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {provider.Key}");
            }
            using var reply = await upstreams.InvokerOf(provider).SendAsync(request, either.Token);
            return reply.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }
}
