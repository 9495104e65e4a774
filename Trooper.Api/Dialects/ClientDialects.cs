namespace Trooper.Api.Dialects;

/// <summary>The protocols that clients speak here.</summary>
internal sealed class ClientDialects(TimeProvider time)
{
    public IClientDialect Anthropic => AnthropicDialect.Instance;

    public IClientDialect Chat { get; } = new ChatDialect(time);

    public IClientDialect Responses { get; } = new ResponsesDialect(time);

    /// <summary>
    /// The protocol that a request means where no endpoint took it, by its path. Models are listed in both: there Anthropic's clients are known by a
    /// header of theirs. At a path of neither, OpenAI's clients understand Anthropic's envelope, too.
    /// </summary>
    public IClientDialect Of(HttpRequest request)
    {
        var path = request.Path;
        if (path.StartsWithSegments("/v1/responses"))
            return Responses;
        if (path.StartsWithSegments("/v1/chat"))
            return Chat;
        return path.StartsWithSegments("/v1/models") && !request.Headers.ContainsKey("anthropic-version") ? Chat : Anthropic;
    }
}
