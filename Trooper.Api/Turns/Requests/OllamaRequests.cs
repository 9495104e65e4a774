using System.Buffers;
using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Ollama;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns.Requests;

/// <summary>Makes the request that the local model gets: always the session's context, within the local window.</summary>
internal sealed class OllamaRequests(LocalModels models)
{
    /// <summary>A model loads before its first word; Ollama is silent meanwhile.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(300);

    /// <param name="budget">Tokens for the context; null for all that the local window has room for.</param>
    public async Task<ProviderRequest> Build(TurnRequest turn, Provider provider, string? soFar, int? budget, CancellationToken cancellation)
    {
        var options = turn.Options;
        var model = turn.ModelOf(provider);
        var asked = await WithinAbilities(turn.Dialect.Read(turn.Scanned, model), cancellation);
        var demand = new ContextDemand(turn.Opened.Turn, provider.Name, budget ?? options.ContextWindow, Audience.Local, asked.System, asked.Tools) { Model = model };
        var (context, _, holdsLocalOnly) = await turn.Session.Context(demand, cancellation);
        var request = asked with
        {
            System = context.System,
            Tools = context.Tools,
            Messages = Continuation.Of(context.Messages, turn.Prefill, soFar, provider, model),
            MaxTokens = Math.Min(asked.MaxTokens ?? int.MaxValue, options.ContextWindow + TrooperOptions.AnswerTokens - context.TokensAfter),
        };
        var canThink = asked.Effort is not (Effort.Unsaid or Effort.Off) && await models.Can(model, "thinking", cancellation) == true;
        // An answer that must be JSON is no call, whatever it looks like.
        var callable = asked.SchemaJson is null && !asked.WantsJson ? asked.Tools.Select(tool => tool.Name).ToHashSet() : [];
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        var dropped = OllamaRequestWriter.Write(body, request, new(options.ContextWindow + TrooperOptions.AnswerTokens, options.OllamaKeepAlive), canThink);
        return new(provider, model, new(body.WrittenMemory, [], Deadline))
        {
            IsStream = true,
            InputTokens = context.TokensAfter,
            EstimatedInput = context.TokensAfter,
            WasBuilt = true,
            Dropped = dropped,
            NewReader = () => new OllamaReplyReader(Ids.NewCall, callable),
            HoldsLocalOnly = holdsLocalOnly,
        };
    }

    // A model that can't call tools refuses a request with any.
    private async ValueTask<ModelRequest> WithinAbilities(ModelRequest asked, CancellationToken cancellation) =>
        asked.Tools.Count > 0 && await models.Can(asked.Model, "tools", cancellation) == false
            ? asked with { Tools = [], ToolChoice = default, Dropped = [.. asked.Dropped, "tools"] }
            : asked;
}
