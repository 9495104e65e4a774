using Trooper.Core.Protocols.OpenAI;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>Reads replies of Gemini's OpenAI-compatible endpoint: Chat Completions, with thoughts inside the text.</summary>
/// <param name="newCallId">Makes ids for tool calls, which Gemini may leave empty.</param>
/// <param name="names">The names that the request's tools were sent under.</param>
public sealed class GeminiReplyReader(Func<string> newCallId, ToolNames names) : IReplyReader
{
    private readonly ChatReplyReader chat = new(newCallId, names);
    private ThoughtTags? tags;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink) => chat.ReadFrame(data, tags ??= new(sink));

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink) => chat.ReadWhole(body, new ThoughtTags(sink));

    public void ReadEnd(IReplySink sink) => chat.ReadEnd(tags ??= new(sink));
}
