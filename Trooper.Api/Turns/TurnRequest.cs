using Trooper.Api.Configuration;
using Trooper.Api.Dialects;
using Trooper.Api.Providers;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>A client's request once its session has opened the turn.</summary>
internal sealed record TurnRequest
{
    public required HttpContext Http { get; init; }

    /// <summary>As they were when the turn began.</summary>
    public required TrooperOptions Options { get; init; }

    /// <summary>The protocol that the client speaks.</summary>
    public required IClientDialect Dialect { get; init; }
    public required ScannedRequest Scanned { get; init; }
    public required string SessionId { get; init; }
    public required ISession Session { get; init; }
    public required TurnOpened Opened { get; init; }

    /// <summary>The client named a model that the local Ollama has.</summary>
    public required bool NamesLocalModel { get; init; }

    /// <summary>The providers to ask, in order.</summary>
    public required IReadOnlyList<Provider> Chain { get; init; }

    /// <summary>The client's last message is the beginning of the answer, for the model to go on with.</summary>
    public required Message? Prefill { get; init; }

    public CancellationToken ClientGone => Http.RequestAborted;

    /// <summary>The model that a provider is asked for: the client's, where it is of the provider's family or the local Ollama has it.</summary>
    public string ModelOf(Provider provider) => Scanned.Model switch
    {
        { } model when provider.HasFamilyName(model) => model,
        { } model when provider.IsLocal && NamesLocalModel => model,
        _ => provider.Model,
    };
}
