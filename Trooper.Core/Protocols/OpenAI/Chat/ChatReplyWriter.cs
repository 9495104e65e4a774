using System.Buffers;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Writes Chat Completions as the official SDKs demand them: the role once and first, an index on every call's delta, id, type and name only on its
/// first, one finish reason, and the usage, where the client asked for it, in a chunk with empty <c>choices</c>.
/// </summary>
/// <param name="id">The reply's id, when the provider that begins it does not write to the client itself.</param>
/// <param name="model">The model that answers.</param>
/// <param name="created">When the reply began.</param>
/// <param name="estimatedInput">What the usage says of the input, in tokens, when the provider says nothing.</param>
/// <param name="wantsUsage">The client asked for usage in its stream.</param>
public sealed class ChatReplyWriter(string id, string model, DateTimeOffset created, int estimatedInput, bool wantsUsage) : IReplyWriter
{
    private ChatChunk? chunk;
    private bool started, stopWritten, usageWritten, ended, hasCalls, hasArguments;
    private BlockKind open;
    private int nextCall;
    private StopReason? reason;
    private TokenUsage usage, carriedUsage;

    public string Id => id;

    public void Observe(in ReplyEvent reply) => Track(reply, write: null);

    public void Write(in ReplyEvent reply, IBufferWriter<byte> output) => Track(reply, output);

    public void HandOver()
    {
        carriedUsage += usage;
        usage = default;
        usageWritten = false; // the total is another one now
        reason = null;
        open = BlockKind.None;
    }

    // A comment means nothing at any point; an event without data is an error to the SDKs.
    public void WritePing(IBufferWriter<byte> output) => output.Write(": ping\n\n"u8);

    public void WriteError(string message, IBufferWriter<byte> output)
    {
        output.Write("data: "u8);
        output.Write(OpenAIErrors.Body(OpenAIErrors.For(ErrorMeaning.Broken), message));
        output.Write("\n\n"u8);
    }

    public void WriteWhole(FinishedReply reply, IBufferWriter<byte> output) => ChatWholeReply.Write(reply, created, output);

    private ChatChunk Chunk => chunk ??= new(id, model, created, wantsUsage);

    // One switch keeps what the client has seen; bytes are written only where the event did not pass through by itself.
    private void Track(in ReplyEvent reply, IBufferWriter<byte>? write)
    {
        switch (reply.Kind)
        {
            case ReplyEventKind.Started:
                Start(reply, write);
                break;
            case ReplyEventKind.BlockStarted:
                BeginBlock(reply, write);
                break;
            case ReplyEventKind.Text when write is not null:
                Started(write).Text("content"u8, reply.Data, write);
                break;
            case ReplyEventKind.Thinking when write is not null:
                Started(write).Text("reasoning_content"u8, reply.Data, write);
                break;
            case ReplyEventKind.Arguments:
                hasArguments = true;
                if (write is not null)
                    Started(write).Arguments(nextCall, reply.Data, write);
                break;
            case ReplyEventKind.BlockEnded:
                EndBlock(write);
                break;
            case ReplyEventKind.Usage:
                usage = reply.Usage;
                usageWritten |= write is null;
                break;
            case ReplyEventKind.Stopped:
                reason = reply.Reason;
                stopWritten |= write is null;
                break;
            case ReplyEventKind.Ended:
                End(write);
                break;
        }
    }

    private void Start(in ReplyEvent reply, IBufferWriter<byte>? write)
    {
        if (started)
            return;
        model = reply.Name ?? model;
        usage = reply.Usage;
        if (write is null)
            id = reply.Id ?? id; // what another provider goes on with must bear the same id
        else
            Started(write);
        started = true;
    }

    private ChatChunk Started(IBufferWriter<byte> write)
    {
        if (started)
            return Chunk;
        started = true;
        Chunk.Role(write);
        return Chunk;
    }

    private void BeginBlock(in ReplyEvent reply, IBufferWriter<byte>? write)
    {
        EndBlock(write);
        open = reply.Block;
        if (open != BlockKind.ToolCall)
            return;
        hasCalls = true;
        hasArguments = false;
        if (write is not null)
            Started(write).Call(nextCall, reply.Id ?? "", reply.Name ?? "", write);
    }

    private void EndBlock(IBufferWriter<byte>? write)
    {
        if (open == BlockKind.ToolCall)
        {
            if (write is not null && !hasArguments)
                Chunk.Arguments(nextCall, "{}"u8, write);
            nextCall++;
        }
        open = BlockKind.None;
    }

    private void End(IBufferWriter<byte>? write)
    {
        if (ended)
            return;
        ended = true;
        if (write is null)
            return;
        Started(write);
        EndBlock(write);
        if (!stopWritten)
            Chunk.Stop(Effective(reason), write);
        if (wantsUsage && !usageWritten)
            Chunk.Usage(carriedUsage + (usage == default ? new(estimatedInput, 1, Estimated: true) : usage), write);
        write.Write("data: "u8);
        write.Write(ChatTerms.Done);
        write.Write("\n\n"u8);
    }

    // Agents run tools only on this reason, whatever the provider said, unless the call was cut.
    private StopReason Effective(StopReason? said) => said switch
    {
        null or StopReason.EndTurn or StopReason.StopSequence when hasCalls => StopReason.ToolUse,
        null => StopReason.EndTurn,
        { } other => other,
    };
}
