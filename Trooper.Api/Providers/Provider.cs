namespace Trooper.Api.Providers;

/// <summary>The wire format that a provider speaks.</summary>
public enum ProviderKind
{
    Anthropic,
    Gemini,
    OpenAI,
    Ollama,
}

/// <summary>One provider of the chain, as configured.</summary>
/// <param name="Name">Its name in headers, events and settings: <c>claude</c>, <c>gemini</c>, <c>openai</c>, <c>ollama</c>.</param>
/// <param name="Model">The model it is asked for when the client names none of its family.</param>
/// <param name="Url">Where its chat or messages endpoint is.</param>
/// <param name="Key">The secret; null for the local model, and for a cloud that there is no key for.</param>
public sealed record Provider(string Name, ProviderKind Kind, string Model, Uri Url, string? Key)
{
    /// <summary>Whose key it is, where a team brought its own; null for Trooper's.</summary>
    public string? Team { get; init; }

    /// <summary>The name of its breaker: what a team's own key has used up, others have not.</summary>
    public string Circuit => Team is null ? Name : $"{Name}@{Team}";

    public bool IsLocal => Kind == ProviderKind.Ollama;

    /// <summary>Whether a model name is of this provider's own family, so that it is passed through.</summary>
    public bool HasFamilyName(string model) => Kind switch
    {
        ProviderKind.Anthropic => model.StartsWith("claude-", StringComparison.OrdinalIgnoreCase),
        ProviderKind.Gemini => model.StartsWith("gemini-", StringComparison.OrdinalIgnoreCase) || model.StartsWith("models/gemini-", StringComparison.OrdinalIgnoreCase),
        ProviderKind.OpenAI => model.StartsWith("gpt-", StringComparison.OrdinalIgnoreCase) || model.StartsWith("chatgpt-", StringComparison.OrdinalIgnoreCase)
            || (model.Length > 1 && model[0] is 'o' && char.IsAsciiDigit(model[1])),
        _ => false,
    };

    /// <summary>Where it lists its models, beside the endpoint.</summary>
    public Uri ModelsUrl => new(Kind switch
    {
        ProviderKind.Anthropic => Without("/messages") + "/models",
        ProviderKind.Ollama => Without("/chat") + "/tags",
        _ => Without("/chat/completions") + "/models",
    });

    /// <summary>Where Anthropic counts tokens, below its endpoint.</summary>
    public Uri CountUrl => new(Url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/count_tokens");

    /// <summary>Where OpenAI serves Responses, beside Chat Completions.</summary>
    public Uri ResponsesUrl => new(Without("/chat/completions") + "/responses");

    /// <summary>The window of the smallest of its current models, in tokens, less a share for what an estimate may miss. The local model's is a setting.</summary>
    public int Window => Kind switch
    {
        ProviderKind.Gemini => 900_000,
        ProviderKind.OpenAI => 115_000,
        _ => 180_000,
    };

    private string Without(string ending)
    {
        var url = Url.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return url.EndsWith(ending, StringComparison.Ordinal) ? url[..^ending.Length] : url;
    }

    /// <summary>The name alone: a record would print its key.</summary>
    public override string ToString() => Name;
}
