using System.Buffers;
using Trooper.Api.Configuration;
using Trooper.Api.Providers;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Ollama;
using Trooper.Core.Sessions;

namespace Trooper.Api.Turns;

/// <summary>Makes the request that the local model gets: always the session's context, within the local window.</summary>
internal sealed class OllamaRequests(TrooperOptions options, LocalModels models)
{
    /// <summary>A model loads before its first word; Ollama is silent meanwhile.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(300);

    /// <param name="budget">Tokens for the context; null for all that the local window has room for.</param>
    public async Task<ProviderRequest> Build(TurnRequest turn, Provider provider, string? soFar, int? budget, CancellationToken cancellation)
    {
        var model = turn.ModelOf(provider);
        var asked = AnthropicRequestReader.Read(turn.Scanned, model);
        var demand = new ContextDemand(turn.Opened.Turn, provider.Name, budget ?? options.ContextWindow, Audience.Local, asked.System, asked.Tools);
        var context = (await turn.Session.Context(demand, cancellation)).Compacted;
        var request = asked with
        {
            System = context.System,
            Tools = context.Tools,
            Messages = Continued(context.Messages, turn.Prefill, soFar),
            MaxTokens = Math.Min(asked.MaxTokens ?? int.MaxValue, options.ContextWindow + TrooperOptions.AnswerTokens - context.TokensAfter),
        };
        var canThink = asked.Effort is not (Effort.Unsaid or Effort.Off) && await models.Can(model, "thinking", cancellation) == true;
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        var dropped = OllamaRequestWriter.Write(body, request, new(options.ContextWindow + TrooperOptions.AnswerTokens, options.OllamaKeepAlive), canThink);
        return new(provider, model, new(body.WrittenMemory, [], Deadline), IsStream: true, SameDialect: false, context.TokensAfter, [], WasBuilt: true, dropped)
        {
            NewReader = () => new OllamaReplyReader(Ids.NewCall),
        };
    }

    // Ollama goes on with a last message that is the assistant's.
    private static IReadOnlyList<Message> Continued(IReadOnlyList<Message> context, Message? prefill, string? soFar)
    {
        var written = (prefill?.Text ?? "") + soFar;
        return written.Length == 0 ? context : [.. context, Message.Assistant(written)];
    }
}
