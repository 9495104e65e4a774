namespace Trooper.Api.Dialects;

/// <summary>The protocols that clients speak here.</summary>
internal sealed class ClientDialects(TimeProvider time)
{
    public IClientDialect Anthropic => AnthropicDialect.Instance;

    public IClientDialect Chat { get; } = new ChatDialect(time);

    public IClientDialect Responses { get; } = new ResponsesDialect(time);

    /// <summary>The protocol that a request means where no endpoint took it: by its path, else by the header that Anthropic's clients send.</summary>
    public IClientDialect Of(HttpRequest request)
    {
        var path = request.Path;
        if (path.StartsWithSegments("/v1/messages") || path == "/")
            return Anthropic;
        if (path.StartsWithSegments("/v1/responses"))
            return Responses;
        return !path.StartsWithSegments("/v1/chat") && request.Headers.ContainsKey("anthropic-version") ? Anthropic : Chat;
    }
}
