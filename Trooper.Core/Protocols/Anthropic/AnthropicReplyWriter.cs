using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// Writes Anthropic Messages replies: event order, indexes and usage as the official SDKs demand them (they index blocks by position and fail
/// without usage in <c>message_start</c> and <c>message_delta</c>).
/// </summary>
/// <param name="id">The reply's id when the provider that begins it has none of its own.</param>
/// <param name="model">The model that answers.</param>
/// <param name="estimatedInput">What <c>message_start</c> says of the input, in tokens, until the provider's total comes at the end.</param>
public sealed class AnthropicReplyWriter(string id, string model, int estimatedInput) : IReplyWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private Utf8JsonWriter? json;
    private bool started, stopWritten, ended;
    private BlockKind open;
    private int nextIndex;
    private StopReason? reason;
    private string? stopSequence;
    private TokenUsage usage, carriedUsage;
    private string? openSignature;
    private bool hasCalls;

    public string Id => id;

    public void Observe(in ReplyEvent reply) => Track(reply, write: null);

    public void Write(in ReplyEvent reply, IBufferWriter<byte> output) => Track(reply, output);

    public void HandOver()
    {
        carriedUsage += usage;
        usage = default;
        reason = null;
    }

    public void WritePing(IBufferWriter<byte> output)
    {
        Start(output);
        output.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);
    }

    public void WriteError(string message, IBufferWriter<byte> output)
    {
        using var frame = Begin(output, "error"u8);
        frame.Json.WriteStartObject("error");
        frame.Json.WriteString("type", "api_error");
        frame.Json.WriteString("message", message);
        frame.Json.WriteEndObject();
    }

    public void WriteWhole(FinishedReply reply, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("id", reply.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", reply.Model);
        json.WriteStartArray("content");
        foreach (var block in reply.Message.Content)
            MessageJson.WriteBlock(json, Marked(block));
        json.WriteEndArray();
        json.WriteString("stop_reason", AnthropicTerms.NameOf(reply.Reason));
        WriteStopSequence(json, reply.StopSequence);
        json.WritePropertyName("usage");
        WriteUsage(json, reply.Usage);
        json.WriteEndObject();
    }

    // One switch keeps what the client has seen; bytes are written only where the event did not pass through by itself.
    private void Track(in ReplyEvent reply, IBufferWriter<byte>? write)
    {
        switch (reply.Kind)
        {
            case ReplyEventKind.Started:
                TakeOver(reply, hasPassed: write is null);
                if (write is not null)
                    Start(write);
                started = true;
                break;
            case ReplyEventKind.BlockStarted:
                BeginBlock(reply, write);
                break;
            case ReplyEventKind.Text:
                Delta(BlockKind.Text, "text_delta"u8, "text"u8, reply.Data, write);
                break;
            case ReplyEventKind.Thinking:
                Delta(BlockKind.Thinking, "thinking_delta"u8, "thinking"u8, reply.Data, write);
                break;
            case ReplyEventKind.Arguments:
                Delta(BlockKind.ToolCall, "input_json_delta"u8, "partial_json"u8, reply.Data, write);
                break;
            case ReplyEventKind.Signature:
                openSignature = Encoding.UTF8.GetString(reply.Data);
                break;
            case ReplyEventKind.BlockEnded:
                EndBlock(write);
                break;
            case ReplyEventKind.Usage:
                usage = reply.Usage;
                break;
            case ReplyEventKind.Stopped:
                (reason, stopSequence) = (reply.Reason, reply.Name);
                stopWritten |= write is null;
                break;
            case ReplyEventKind.Ended:
                End(write);
                break;
        }
    }

    // What has passed by bears its own id; what another dialect calls its reply is no id here.
    private void TakeOver(in ReplyEvent reply, bool hasPassed)
    {
        if (started)
            return;
        if (hasPassed)
            id = reply.Id ?? id;
        model = reply.Name ?? model;
        usage = reply.Usage;
    }

    private void Start(IBufferWriter<byte> output)
    {
        if (started)
            return;
        started = true;
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
        frame.Json.WritePropertyName("usage");
        WriteUsage(frame.Json, usage == default ? new(estimatedInput, 1) : usage);
        frame.Json.WriteEndObject();
    }

    private void BeginBlock(in ReplyEvent reply, IBufferWriter<byte>? write)
    {
        // A text that is continued by another provider stays one block; two text blocks in a row mean the same to a client.
        if (open == BlockKind.Text && reply.Block == BlockKind.Text)
            return;
        EndBlock(write);
        open = reply.Block;
        hasCalls |= open == BlockKind.ToolCall;
        if (write is null)
            return;
        Start(write);
        if (open == BlockKind.Opaque || open == BlockKind.RedactedThinking)
            return; // another provider's: it means nothing here, so the block never opens
        using var frame = Begin(write, "content_block_start"u8);
        frame.Json.WriteNumber("index", nextIndex);
        frame.Json.WriteStartObject("content_block");
        switch (open)
        {
            case BlockKind.ToolCall:
                frame.Json.WriteString("type", "tool_use");
                frame.Json.WriteString("id", reply.Id);
                frame.Json.WriteString("name", reply.Name);
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

    private void Delta(BlockKind kind, ReadOnlySpan<byte> type, ReadOnlySpan<byte> field, ReadOnlySpan<byte> piece, IBufferWriter<byte>? write)
    {
        if (write is null)
            return;
        if (open != kind)
            BeginBlock(new() { Kind = ReplyEventKind.BlockStarted, Block = kind }, write);
        using var frame = Begin(write, "content_block_delta"u8);
        frame.Json.WriteNumber("index", nextIndex);
        frame.Json.WriteStartObject("delta");
        frame.Json.WriteString("type"u8, type);
        frame.Json.WriteString(field, piece);
        frame.Json.WriteEndObject();
    }

    private void EndBlock(IBufferWriter<byte>? write)
    {
        if (open == BlockKind.None)
            return;
        var written = write is null || open is not (BlockKind.Opaque or BlockKind.RedactedThinking);
        if (write is not null && written)
        {
            if (open == BlockKind.Thinking)
                WriteSignature(write);
            using var frame = Begin(write, "content_block_stop"u8);
            frame.Json.WriteNumber("index", nextIndex);
        }
        if (written)
            nextIndex++;
        open = BlockKind.None;
        openSignature = null;
    }

    // A thinking block that is written here was not minted, or not finished, by Claude: its mark lets it be taken out again before Claude sees it.
    private void WriteSignature(IBufferWriter<byte> write)
    {
        using var frame = Begin(write, "content_block_delta"u8);
        frame.Json.WriteNumber("index", nextIndex);
        frame.Json.WriteStartObject("delta");
        frame.Json.WriteString("type", "signature_delta");
        frame.Json.WriteString("signature", ForeignThinking.Mark(openSignature));
        frame.Json.WriteEndObject();
    }

    private void End(IBufferWriter<byte>? write)
    {
        if (ended)
            return;
        ended = true;
        if (write is null)
            return;
        Start(write);
        EndBlock(write);
        if (!stopWritten)
        {
            using var delta = Begin(write, "message_delta"u8);
            delta.Json.WriteStartObject("delta");
            delta.Json.WriteString("stop_reason", AnthropicTerms.NameOf(Effective(reason)));
            WriteStopSequence(delta.Json, stopSequence);
            delta.Json.WriteEndObject();
            delta.Json.WritePropertyName("usage");
            WriteUsage(delta.Json, carriedUsage + (usage == default ? new(estimatedInput, 1) : usage));
        }
        using var stop = Begin(write, "message_stop"u8);
    }

    // Agents run tools only on this reason, whatever the provider said, unless the call was cut.
    private StopReason Effective(StopReason? said) => said switch
    {
        null or StopReason.EndTurn or StopReason.StopSequence when hasCalls => StopReason.ToolUse,
        null => StopReason.EndTurn,
        { } reason => reason,
    };

    private static Block Marked(Block block) => block is ThinkingBlock thinking ? thinking with { Signature = ForeignThinking.Mark(thinking.Signature) } : block;

    private static void WriteStopSequence(Utf8JsonWriter json, string? stopSequence)
    {
        if (stopSequence is null)
            json.WriteNull("stop_sequence");
        else
            json.WriteString("stop_sequence", stopSequence);
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject();
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

    /// <summary>One Server-Sent Event with a JSON object whose <c>type</c> is the event's name. One at a time: they share a writer.</summary>
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
