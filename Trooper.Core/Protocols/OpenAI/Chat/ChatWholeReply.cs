using System.Buffers;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Writes a reply in one piece.</summary>
internal static class ChatWholeReply
{
    public static void Write(FinishedReply reply, DateTimeOffset created, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, ChatRequestWriter.Options);
        json.WriteStartObject();
        WriteEnvelope(json, reply.Id, "chat.completion", created, reply.Model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, reply.Message);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason"u8, ChatTerms.FinishReason(reply.Reason));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WritePropertyName("usage");
        ChatUsage.Write(json, reply.Usage);
        json.WriteEndObject();
    }

    public static void WriteEnvelope(Utf8JsonWriter json, string id, string kind, DateTimeOffset created, string model)
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", created.ToUnixTimeSeconds());
        json.WriteString("model", model);
    }

    private static void WriteMessage(Utf8JsonWriter json, Message message)
    {
        var text = string.Concat(message.Content.OfType<TextBlock>().Select(block => block.Text));
        var thinking = string.Concat(message.Content.OfType<ThinkingBlock>().Select(block => block.Thinking));
        var calls = message.ToolCalls.ToList();
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (text.Length == 0 && calls.Count > 0)
            json.WriteNull("content");
        else
            json.WriteString("content", text);
        json.WriteNull("refusal");
        if (thinking.Length > 0)
            json.WriteString("reasoning_content", thinking);
        if (calls.Count > 0)
            WriteCalls(json, calls);
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, IReadOnlyList<ToolCallBlock> calls)
    {
        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.ArgumentsJson);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
