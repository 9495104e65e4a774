using System.Text.Json;

namespace Trooper.Api.Providers;

/// <summary>What a provider says when it is asked for its models, which costs nothing.</summary>
/// <param name="Status">Null when it does not answer.</param>
/// <param name="Names">As far as it tells them.</param>
internal sealed record ModelList(int? Status, IReadOnlyList<string> Names)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly ModelList None = new(null, []);

    public bool IsSuccess => Status is >= 200 and < 300;

    public static async Task<ModelList> Ask(Provider provider, HttpMessageInvoker http, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var request = Request(provider);
            using var reply = await http.SendAsync(request, either.Token);
            return new((int)reply.StatusCode, reply.IsSuccessStatusCode ? Read(await reply.Content.ReadAsByteArrayAsync(either.Token)) : []);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return None;
        }
    }

    /// <summary>Ollama's names have a tag, and Gemini's a path.</summary>
    public bool Has(string model) => Names.Any(name => name == model || name == $"models/{model}" || name == $"{model}:latest");

    private static HttpRequestMessage Request(Provider provider)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, provider.ModelsUrl);
        if (provider is { Kind: ProviderKind.Anthropic, Key: { } key })
        {
            request.Headers.TryAddWithoutValidation("x-api-key", key);
            request.Headers.TryAddWithoutValidation("anthropic-version", Core.Protocols.Anthropic.AnthropicTerms.OldestVersion);
        }
        else if (provider.Key is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {provider.Key}");
        }
        return request;
    }

    private static IReadOnlyList<string> Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var list = json.RootElement.TryGetProperty("data", out var data) ? data : json.RootElement.TryGetProperty("models", out var models) ? models : default;
            return list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(model => model.TryGetProperty("id", out var id) ? id.GetString() : model.TryGetProperty("name", out var name) ? name.GetString() : null).OfType<string>()]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
