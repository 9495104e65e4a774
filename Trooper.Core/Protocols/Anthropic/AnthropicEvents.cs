using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>The events of an Anthropic Messages stream, each a Server-Sent Event with a JSON object whose <c>type</c> is the event's name.</summary>
internal sealed class AnthropicEvents
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private Utf8JsonWriter? json;

    public static void Ping(IBufferWriter<byte> output) => output.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);

    public void MessageStart(IBufferWriter<byte> output, string id, string model, TokenUsage usage)
    {
        using var frame = Begin(output, "message_start"u8);
        frame.Json.WriteStartObject("message");
        frame.Json.WriteString("id", id);
        frame.Json.WriteString("type", "message");
        frame.Json.WriteString("role", "assistant");
        frame.Json.WriteString("model", model);
        frame.Json.WriteStartArray("content");
        frame.Json.WriteEndArray();
        frame.Json.WriteNull("stop_reason");
        frame.Json.WriteNull("stop_sequence");
        AnthropicReplyJson.WriteUsage(frame.Json, usage);
        frame.Json.WriteEndObject();
    }

    public void BlockStart(IBufferWriter<byte> output, int index, in ReplyEvent block)
    {
        using var frame = Begin(output, "content_block_start"u8);
        frame.Json.WriteNumber("index", index);
        frame.Json.WriteStartObject("content_block");
        switch (block.Block)
        {
            case BlockKind.ToolCall:
                frame.Json.WriteString("type", "tool_use");
                frame.Json.WriteString("id", block.Id);
                frame.Json.WriteString("name", block.Name);
                frame.Json.WriteStartObject("input");
                frame.Json.WriteEndObject();
                break;
            case BlockKind.Thinking:
                frame.Json.WriteString("type", "thinking");
                frame.Json.WriteString("thinking", "");
                frame.Json.WriteString("signature", "");
                break;
            default:
                frame.Json.WriteString("type", "text");
                frame.Json.WriteString("text", "");
                break;
        }
        frame.Json.WriteEndObject();
    }

    public void Delta(IBufferWriter<byte> output, int index, ReadOnlySpan<byte> type, ReadOnlySpan<byte> field, ReadOnlySpan<byte> piece)
    {
        using var frame = Begin(output, "content_block_delta"u8);
        frame.Json.WriteNumber("index", index);
        frame.Json.WriteStartObject("delta");
        frame.Json.WriteString("type"u8, type);
        frame.Json.WriteString(field, piece);
        frame.Json.WriteEndObject();
    }

    // A thinking block that is written here was not minted, or not finished, by Claude: its mark lets it be taken out again before Claude sees it.
    public void Signature(IBufferWriter<byte> output, int index, string? signature)
    {
        using var frame = Begin(output, "content_block_delta"u8);
        frame.Json.WriteNumber("index", index);
        frame.Json.WriteStartObject("delta");
        frame.Json.WriteString("type", "signature_delta");
        frame.Json.WriteString("signature", ForeignThinking.Mark(signature));
        frame.Json.WriteEndObject();
    }

    public void BlockStop(IBufferWriter<byte> output, int index)
    {
        using var frame = Begin(output, "content_block_stop"u8);
        frame.Json.WriteNumber("index", index);
    }

    public void MessageDelta(IBufferWriter<byte> output, StopReason reason, string? stopSequence, TokenUsage usage)
    {
        using var frame = Begin(output, "message_delta"u8);
        frame.Json.WriteStartObject("delta");
        AnthropicReplyJson.WriteStop(frame.Json, reason, stopSequence);
        frame.Json.WriteEndObject();
        AnthropicReplyJson.WriteUsage(frame.Json, usage);
    }

    public void MessageStop(IBufferWriter<byte> output)
    {
        using var frame = Begin(output, "message_stop"u8);
    }

    public void Error(IBufferWriter<byte> output, string message)
    {
        using var frame = Begin(output, "error"u8);
        frame.Json.WriteStartObject("error");
        frame.Json.WriteString("type", "api_error");
        frame.Json.WriteString("message", message);
        frame.Json.WriteEndObject();
    }

    private Frame Begin(IBufferWriter<byte> output, ReadOnlySpan<byte> type)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        json ??= new Utf8JsonWriter(output, Options);
        json.Reset(output);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        return new(output, json);
    }

    /// <summary>One event that is being written. One at a time: they share a writer.</summary>
    private readonly ref struct Frame(IBufferWriter<byte> output, Utf8JsonWriter json)
    {
        public Utf8JsonWriter Json => json;

        public void Dispose()
        {
            json.WriteEndObject();
            json.Flush();
            output.Write("\n\n"u8);
        }
    }
}
