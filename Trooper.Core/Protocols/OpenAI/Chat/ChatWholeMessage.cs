using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Reads the message of a reply that came in one piece, as the events of a stream.</summary>
internal static class ChatWholeMessage
{
    /// <returns>Whether the message is a refusal.</returns>
    public static bool Read(JsonElement message, BlockSequence blocks, IReplySink sink)
    {
        var refusal = message.Text("refusal");
        Say(BlockKind.Thinking, message.Text("reasoning_content") ?? message.Text("reasoning"));
        Say(BlockKind.Text, message.Text("content"));
        Say(BlockKind.Text, refusal);
        foreach (var (index, call) in message.Items("tool_calls").Index())
            blocks.Call(DeltaOf(call, index), sink);
        return !string.IsNullOrEmpty(refusal);

        void Say(BlockKind kind, string? text) => blocks.Piece(kind, Encoding.UTF8.GetBytes(text ?? ""), sink);
    }

    private static CallDelta DeltaOf(JsonElement call, int index)
    {
        var tool = call.Object("function");
        return new()
        {
            Index = index,
            Id = call.Text("id"),
            Name = tool?.Text("name"),
            Signature = call.Object("extra_content")?.Object("google")?.Text("thought_signature"),
            Arguments = Encoding.UTF8.GetBytes(tool?.Text("arguments") ?? ""),
        };
    }
}
