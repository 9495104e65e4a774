using Trooper.Tests.Fakes.Anthropic;
using Trooper.Tests.Fakes.Gemini;
using Trooper.Tests.Fakes.Ollama;
using Trooper.Tests.Fakes.OpenAI;

namespace Trooper.Tests.Fakes;

/// <summary>The four vendors on loopback, each on a port of its own, each refusing what the real one refuses.</summary>
public sealed class FakeUpstreams : IAsyncDisposable
{
    private FakeUpstreams(TimeProvider time, Random chance)
    {
        Anthropic = new FakeUpstream(new AnthropicVendor(time, chance), time);
        OpenAI = new FakeUpstream(new OpenAIVendor(time, chance), time);
        Gemini = new FakeUpstream(new GeminiVendor(time, chance), time);
        Ollama = new FakeUpstream(new OllamaVendor(time, chance), time);
    }

    public FakeUpstream Anthropic { get; }

    public FakeUpstream OpenAI { get; }

    public FakeUpstream Gemini { get; }

    public FakeUpstream Ollama { get; }

    private IEnumerable<FakeUpstream> All => [Anthropic, OpenAI, Gemini, Ollama];

    public static async Task<FakeUpstreams> Start(TimeProvider? time = null, Random? chance = null)
    {
        var fakes = new FakeUpstreams(time ?? TimeProvider.System, chance ?? Random.Shared);
        await Task.WhenAll(fakes.All.Select(fake => fake.Up()));
        return fakes;
    }

    public void Reset()
    {
        foreach (var fake in All)
        {
            fake.Reset();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var fake in All)
        {
            await fake.DisposeAsync();
        }
    }
}
