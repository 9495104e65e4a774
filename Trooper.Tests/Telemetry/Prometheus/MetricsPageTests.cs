using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Trooper.Api.Operations;
using Trooper.Api.Telemetry;
using Trooper.Api.Telemetry.Prometheus;
using Trooper.Core.Providers;
using Trooper.Tests.Gateway.Telemetry;
using Trooper.Tests.Journal;

namespace Trooper.Tests.Telemetry.Prometheus;

public sealed class MetricsPageTests : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private TrooperMetrics metrics = null!;
    private MetricsPage page = null!;

    public async Task InitializeAsync()
    {
        metrics = new(services.GetRequiredService<IMeterFactory>(), new NoProviders(), new TurnActivity(TimeProvider.System), await folder.Open());
        page = new(metrics, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        page.Dispose();
        await services.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void A_value_is_in_each_bucket_that_it_is_not_above()
    {
        foreach (var seconds in new[] { 0.005, 0.006, 400 })
            metrics.FirstToken("claude", TimeSpan.FromSeconds(seconds));

        var scrape = Scrape.Parse(page.Write());

        Assert.Equal([1, 2, 2, 3], new[] { "0.005", "0.01", "300", "+Inf" }.Select(bound => scrape[$$"""trooper_time_to_first_token_seconds_bucket{provider="claude",le="{{bound}}"}"""]));
        Assert.Equal(400.011, scrape["""trooper_time_to_first_token_seconds_sum{provider="claude"}"""], 6);
    }

    [Fact]
    public void A_label_can_say_anything()
    {
        metrics.Shed("a \"quote\", a \\ and a\nline");

        Assert.Contains("""trooper_shed_total{reason="a \"quote\", a \\ and a\nline"} 1""" + "\n", page.Write());
    }

    [Fact]
    public void Labels_without_end_take_memory_with_an_end()
    {
        for (var number = 0; number < 2_000; number++)
            metrics.Limited($"limit-{number}");

        var scrape = Scrape.Parse(page.Write());

        var series = scrape.Samples.Where(sample => sample.Key.StartsWith("trooper_limited_total", StringComparison.Ordinal)).ToList();
        Assert.Equal(501, series.Count);
        Assert.Equal(2_000, series.Sum(sample => sample.Value));
        Assert.Equal(1_500, scrape["""trooper_limited_total{limit="other"}"""]);
    }

    [Fact]
    public void Many_threads_lose_no_count()
    {
        Parallel.For(0, 10_000, number => metrics.TurnEnded(number % 2 == 0 ? "claude" : "ollama", "ok", "none", TimeSpan.FromSeconds(1)));

        var scrape = Scrape.Parse(page.Write());

        Assert.Equal(5_000, scrape["""trooper_turns_total{provider="claude",outcome="ok",trigger="none"}"""]);
        Assert.Equal(5_000, scrape["""trooper_turn_duration_seconds_sum{provider="ollama"}"""]);
    }

    [Fact]
    public void A_turn_costs_no_memory()
    {
        Measure();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < 1_000; turn++)
            Measure();

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);

        void Measure()
        {
            metrics.TurnEnded("claude", "ok", "none", TimeSpan.FromSeconds(1));
            metrics.FirstToken("claude", TimeSpan.FromSeconds(1));
            metrics.Overhead(TimeSpan.FromSeconds(1));
            metrics.Tokens("claude", 10, 20);
        }
    }

    private sealed class NoProviders : IProviders
    {
        public ValueTask<bool> MayCall(string provider) => new(true);

        public void Succeeded(string provider, TimeSpan latency)
        {
        }

        public ValueTask Failed(string provider, string error, DateTimeOffset? backAt) => default;

        public void Released(string provider)
        {
        }

        public IReadOnlyList<ProviderStatus> Statuses() => [];
    }
}
