using System.Collections.Concurrent;
using System.Text.Json;
using Trooper.Api.Configuration;

namespace Trooper.Api.Providers;

/// <summary>
/// What the local Ollama has: its models (<c>/api/tags</c>) and what they can do (<c>/api/show</c>). Kept for a while, as a request must not wait for it.
/// </summary>
internal sealed class LocalModels(CurrentOptions options, Upstreams upstreams, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(Uri Ollama, string Model), (IReadOnlySet<string> Can, long At)> capabilities = [];
    private volatile Listing? listing;

    private sealed record Listing(Uri Ollama, IReadOnlySet<string> Names, long At);

    /// <summary>Whether the local Ollama has a model of this name; a name without a tag means <c>:latest</c>.</summary>
    public async ValueTask<bool> Has(string model, CancellationToken cancellation)
    {
        var names = await Names(cancellation);
        return names.Contains(model) || (!model.Contains(':') && names.Contains(model + ":latest"));
    }

    /// <summary>Whoever asks next, asks Ollama.</summary>
    public void Forget() => listing = null;

    public async ValueTask<IReadOnlySet<string>> Names(CancellationToken cancellation)
    {
        var ollama = options.Now.Local.Url;
        if (listing is { } known && known.Ollama == ollama && time.GetElapsedTime(known.At) < Fresh)
            return known.Names;
        var names = new HashSet<string>();
        using var tags = await Ask(HttpMethod.Get, "/api/tags", null, cancellation);
        if (tags is not null && tags.RootElement.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Array)
            names.UnionWith(models.EnumerateArray().Select(model => model.TryGetProperty("name", out var name) ? name.GetString() : null).OfType<string>());
        listing = new(ollama, names, time.GetTimestamp());
        return names;
    }

    /// <summary>Whether a model has a capability (<c>tools</c>, <c>vision</c>, <c>thinking</c>); null when Ollama does not say.</summary>
    public async ValueTask<bool?> Can(string model, string capability, CancellationToken cancellation)
    {
        var place = (options.Now.Local.Url, model);
        if (!capabilities.TryGetValue(place, out var known) || time.GetElapsedTime(known.At) > Fresh)
        {
            using var shown = await Ask(HttpMethod.Post, "/api/show", model, cancellation);
            if (shown is null || !shown.RootElement.TryGetProperty("capabilities", out var list) || list.ValueKind != JsonValueKind.Array)
                return null;
            known = (list.EnumerateArray().Select(item => item.GetString()).OfType<string>().ToHashSet(), time.GetTimestamp());
            capabilities[place] = known;
        }
        return known.Can.Contains(capability);
    }

    /// <summary>Whether Ollama answers at all: it is alive, though a model may be loading.</summary>
    public async ValueTask<bool> IsAlive(CancellationToken cancellation)
    {
        using var version = await Ask(HttpMethod.Get, "/api/version", null, cancellation);
        return version is not null;
    }

    private async ValueTask<JsonDocument?> Ask(HttpMethod method, string path, string? model, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var local = options.Now.Local;
            using var request = new HttpRequestMessage(method, new Uri(local.ModelsUrl, path));
            if (model is not null)
                request.Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { ["model"] = model }), null, "application/json");
            using var reply = await upstreams.InvokerOf(local).SendAsync(request, either.Token);
            return reply.IsSuccessStatusCode ? await JsonDocument.ParseAsync(await reply.Content.ReadAsStreamAsync(either.Token), default, either.Token) : null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null; // it does not answer, which is what was asked
        }
    }
}
