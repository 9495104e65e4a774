using System.Buffers;
using Trooper.Api.Access;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Gemini;
using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.OpenAI.Responses;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Api.Turns.Requests;

/// <summary>
/// The request for a provider of another protocol than the client's. It always asks for a stream, which shows that the model is alive, whatever the
/// client wants of the reply.
/// </summary>
internal sealed class TranslatedRequests(ThoughtSignatures signatures)
{
    public ProviderRequest Build(CloudTarget target, CloudHistory history)
    {
        var (turn, provider, model) = (target.Turn, target.Provider, target.Model);
        var messages = Continuation.Of(history.Messages, turn.Prefill, target.SoFar, provider, model);
        if (target.Dialect == Dialect.Gemini)
            messages = [.. messages.Select(message => signatures.Restore(turn.Http.Caller().Team, message))];
        var request = turn.Dialect.Read(turn.Scanned, model) with { Messages = messages };
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        var dropped = Write(body, request, target.Dialect);
        return new(provider, model, new(body.WrittenMemory, HeadersFor(target.Dialect), ProviderRequest.HeaderDeadline, Url: target.Url))
        {
            IsStream = true,
            InputTokens = history.Tokens,
            EstimatedInput = history.IsEstimatedByParts && !target.IsContinuation ? history.Tokens : 0,
            Withheld = history.Withheld,
            WasBuilt = !target.IsContinuation,
            Dropped = dropped,
            NewReader = () => TakesStops(request, target.Dialect) ? NewReader(target.Dialect, request) : new StopCut(NewReader(target.Dialect, request), request.StopSequences),
        };
    }

    private static IReadOnlyList<string> Write(IBufferWriter<byte> body, ModelRequest request, Dialect dialect) => dialect switch
    {
        Dialect.Anthropic => AnthropicRequestWriter.Write(body, request, stream: true),
        Dialect.Gemini => GeminiRequestWriter.Write(body, request, stream: true),
        Dialect.Responses => ResponsesRequestWriter.Write(body, request, OpenAIModels.Reasons(request.Model)),
        _ => ChatRequestWriter.Write(body, request, stream: true),
    };

    private static bool TakesStops(ModelRequest request, Dialect dialect) => request.StopSequences.Count == 0
        || dialect is not (Dialect.Responses or Dialect.Chat) || (dialect == Dialect.Chat && !OpenAIModels.Reasons(request.Model));

    private static IReplyReader NewReader(Dialect dialect, ModelRequest request) => dialect switch
    {
        Dialect.Anthropic => new AnthropicReplyReader(),
        Dialect.Gemini => new GeminiReplyReader(Ids.NewCall, ToolNames.Of(request.Tools)),
        Dialect.Responses => new ResponsesReplyReader(ToolNames.Of(request.Tools)),
        _ => new ChatReplyReader(Ids.NewCall, ToolNames.Of(request.Tools)),
    };

    private static IReadOnlyList<KeyValuePair<string, string>> HeadersFor(Dialect dialect) =>
        dialect == Dialect.Anthropic ? [new("anthropic-version", AnthropicTerms.OldestVersion)] : [];
}
