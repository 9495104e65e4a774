using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.Replies;
using Trooper.Api.Providers;

namespace Trooper.Api.Turns;

/// <summary>A turn as one provider is asked for it.</summary>
/// <param name="IsStream">The provider was asked for a stream, whether or not the client was.</param>
/// <param name="SameDialect">The answer can go to the client as it comes.</param>
/// <param name="InputTokens">An estimate of what is sent.</param>
/// <param name="Withheld">Indexes of the messages that the provider is not shown.</param>
/// <param name="WasBuilt">Trooper chose what to send, so that a prompt that is too long can be made shorter.</param>
internal sealed record ProviderRequest(
    Provider Provider,
    string Model,
    UpstreamCall Call,
    bool IsStream,
    bool SameDialect,
    int InputTokens,
    IReadOnlyList<int> Withheld,
    bool WasBuilt,
    IReadOnlyList<string> Dropped)
{
    public required Func<IReplyReader> NewReader { get; init; }

    /// <summary>The provider is shown what is local-only, so that a cloud must not see what it answers.</summary>
    public bool HoldsLocalOnly { get; init; }

    public FrameReader NewFrames() => Provider.Kind == ProviderKind.Ollama ? new LineFrameReader() : new SseFrameReader();

    /// <summary>How long a provider may be silent in the middle of its answer: a local model may have to load first.</summary>
    public TimeSpan LongestSilence => Provider.IsLocal ? TimeSpan.FromSeconds(300) : TimeSpan.FromSeconds(60);
}
