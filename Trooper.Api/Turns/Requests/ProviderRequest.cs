using Trooper.Api.Providers;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Api.Turns.Requests;

/// <summary>A turn as one provider is asked for it.</summary>
internal sealed record ProviderRequest(Provider Provider, string Model, UpstreamCall Call)
{
    /// <summary>How long a cloud provider may take to begin its answer.</summary>
    public static readonly TimeSpan HeaderDeadline = TimeSpan.FromSeconds(30);

    /// <summary>The provider was asked for a stream, whether or not the client was.</summary>
    public required bool IsStream { get; init; }

    /// <summary>The answer can go to the client as it comes.</summary>
    public bool SameDialect { get; init; }

    /// <summary>An estimate of what is sent.</summary>
    public required int InputTokens { get; init; }

    /// <summary>The estimate where it was made part by part, so that it can be held against what the provider reports; else 0.</summary>
    public int EstimatedInput { get; init; }

    /// <summary>Indexes of the messages that the provider is not shown.</summary>
    public IReadOnlyList<int> Withheld { get; init; } = [];

    /// <summary>Trooper chose what to send, so that a prompt that is too long can be made shorter.</summary>
    public bool WasBuilt { get; init; }

    /// <summary>What of the client's request the provider has no place for.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];

    public required Func<IReplyReader> NewReader { get; init; }

    /// <summary>The provider is shown what is local-only, so that a cloud must not see what it answers.</summary>
    public bool HoldsLocalOnly { get; init; }

    public FrameReader NewFrames() => Provider.Kind == ProviderKind.Ollama ? new LineFrameReader() : new SseFrameReader();

    /// <summary>How long a provider may be silent in the middle of its answer: a local model may have to load first.</summary>
    public TimeSpan LongestSilence => Provider.IsLocal ? TimeSpan.FromSeconds(300) : TimeSpan.FromSeconds(60);
}
