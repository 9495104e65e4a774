using System.Buffers;
using System.Text;
using System.Text.Json;
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
    private readonly AnthropicEvents events = new();
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
        AnthropicEvents.Ping(output);
    }

    public void WriteError(string message, IBufferWriter<byte> output) => events.Error(output, message);

    public void WriteWhole(FinishedReply reply, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, AnthropicEvents.Options);
        AnthropicReplyJson.WriteWhole(json, reply);
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
        events.MessageStart(output, id, model, UsageSoFar());
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
        events.BlockStart(write, nextIndex, reply);
    }

    private void Delta(BlockKind kind, ReadOnlySpan<byte> type, ReadOnlySpan<byte> field, ReadOnlySpan<byte> piece, IBufferWriter<byte>? write)
    {
        if (write is null)
            return;
        if (open != kind)
            BeginBlock(new() { Kind = ReplyEventKind.BlockStarted, Block = kind }, write);
        events.Delta(write, nextIndex, type, field, piece);
    }

    private void EndBlock(IBufferWriter<byte>? write)
    {
        if (open == BlockKind.None)
            return;
        var written = write is null || open is not (BlockKind.Opaque or BlockKind.RedactedThinking);
        if (write is not null && written)
        {
            if (open == BlockKind.Thinking)
                events.Signature(write, nextIndex, openSignature);
            events.BlockStop(write, nextIndex);
        }
        if (written)
            nextIndex++;
        open = BlockKind.None;
        openSignature = null;
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
            events.MessageDelta(write, Effective(reason), stopSequence, carriedUsage + UsageSoFar());
        events.MessageStop(write);
    }

    private TokenUsage UsageSoFar() => usage == default ? new(estimatedInput, 1) : usage;

    // Agents run tools only on this reason, whatever the provider said, unless the call was cut.
    private StopReason Effective(StopReason? said) => said switch
    {
        null or StopReason.EndTurn or StopReason.StopSequence when hasCalls => StopReason.ToolUse,
        null => StopReason.EndTurn,
        { } reason => reason,
    };
}
