using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>The parts of an Anthropic Messages reply that a whole one and a stream share, and the whole one.</summary>
internal static class AnthropicReplyJson
{
    public static void WriteWhole(Utf8JsonWriter json, FinishedReply reply)
    {
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", reply.Model);
        json.WriteStartArray("content");
        foreach (var block in reply.Message.Content)
            MessageJson.WriteBlock(json, Marked(block));
        json.WriteEndArray();
        WriteStop(json, reply.Reason, reply.StopSequence);
        WriteUsage(json, reply.Usage);
        json.WriteEndObject();
    }

    public static void WriteStop(Utf8JsonWriter json, StopReason reason, string? stopSequence)
    {
        json.WriteString("stop_reason", AnthropicTerms.NameOf(reason));
        json.WriteString("stop_sequence", stopSequence); // null where there was none
    }

    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input - usage.CacheRead - usage.CacheWrite);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteNumber("output_tokens", usage.Output);
        if (usage.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", usage.Reasoning);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static Block Marked(Block block) => block is ThinkingBlock thinking ? thinking with { Signature = ForeignThinking.Mark(thinking.Signature) } : block;
}
