using Trooper.Api.Providers;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.OpenAI;

namespace Trooper.Api.Turns.Requests;

/// <summary>Makes the request that a cloud provider gets: the client's own bytes where it speaks the client's protocol, else a translation.</summary>
internal sealed class CloudRequests(TranslatedRequests translated)
{
    /// <param name="soFar">What the client has already of an answer that another provider could not finish.</param>
    /// <param name="budget">Tokens for the context where Trooper builds it; null for all that fits.</param>
    public async Task<ProviderRequest> Build(TurnRequest turn, Provider provider, string? soFar, int? budget, CancellationToken cancellation)
    {
        var model = turn.ModelOf(provider);
        var dialect = DialectFor(turn, provider, model);
        var isNative = dialect == turn.Dialect.Kind;
        var history = IsBuilt(turn, soFar, budget) ? await CloudHistory.OfSession(turn, provider, budget, cancellation) : null;
        var request = new CloudTarget(turn, provider, model, dialect, soFar);
        return isNative ? NativeRequests.Build(request, history) : translated.Build(request, history ?? CloudHistory.OfClient(turn));
    }

    // Where Trooper keeps the conversation for the client, or makes it smaller, or another provider began the answer.
    private static bool IsBuilt(TurnRequest turn, string? soFar, int? budget) =>
        turn.Opened.NeedsContext || turn.Options.CompressCloud || budget is not null || soFar is { Length: > 0 } || turn.Scanned.Hints.Conversation is not null;

    // OpenAI has two protocols: a client of either is served in its own, but some models take function tools on Responses only.
    private static Dialect DialectFor(TurnRequest turn, Provider provider, string model) => provider.Kind switch
    {
        ProviderKind.Anthropic => Dialect.Anthropic,
        ProviderKind.Gemini => Dialect.Gemini,
        _ when turn.Dialect.Kind == Dialect.Responses => Dialect.Responses,
        _ => turn.Scanned.CarriesTools && OpenAIModels.NeedsResponsesForTools(model) ? Dialect.Responses : Dialect.Chat,
    };
}

/// <summary>A turn on its way to a cloud provider, in the protocol that the provider is spoken to.</summary>
internal sealed record CloudTarget(TurnRequest Turn, Provider Provider, string Model, Dialect Dialect, string? SoFar)
{
    public bool IsContinuation => SoFar is { Length: > 0 };

    /// <summary>The endpoint, where it is not the provider's main one.</summary>
    public Uri? Url => Dialect == Dialect.Responses ? Provider.ResponsesUrl : null;
}
