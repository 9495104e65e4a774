using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Writes OpenAI Responses replies: the events that the official SDKs and agents need and no other, as they refuse types they don't know, numbered
/// without a gap.
/// </summary>
/// <remarks>
/// A message item stays open until something else follows it: texts in a row, and a text that another provider goes on with, are one message.
/// </remarks>
/// <param name="id">The reply's id, <c>resp_…</c>, when the provider that begins it has none of its own.</param>
/// <param name="model">The model that answers.</param>
/// <param name="estimatedInput">The input's tokens, should the provider not say.</param>
/// <param name="asked">The request, parts of which a response repeats.</param>
/// <param name="createdAt">When the reply was begun.</param>
public sealed class ResponsesReplyWriter(string id, string model, int estimatedInput, ResponsesAsked asked, DateTimeOffset createdAt) : IReplyWriter
{
    private readonly OutputItemEvents events = new();
    private readonly List<OutputItem> items = [];
    private OutputItem? open;
    private int nextIndex;
    private bool started, ended;
    private StopReason? reason;
    private TokenUsage usage, carriedUsage;

    /// <summary>The id that the client knows the reply by: what its <c>previous_response_id</c> will name.</summary>
    public string Id => id;

    /// <summary>What the reply's items say, by the ids that the client knows them by: it may refer to them later (<see cref="ItemReferences"/>).</summary>
    public IReadOnlyDictionary<string, Block> Items => items.Where(item => item.Said is not null).ToDictionary(item => item.Id, item => item.Said!);

    public void Observe(in ReplyEvent reply)
    {
        events.Stream.NextNumber = Math.Max(events.Stream.NextNumber, reply.Place.Number + 1);
        switch (reply.Kind)
        {
            case ReplyEventKind.Started:
                Adopt(reply);
                started = true;
                break;
            case ReplyEventKind.BlockStarted:
                nextIndex = Math.Max(nextIndex, reply.Place.Item);
                open = NewItem(reply, isNative: true);
                break;
            case ReplyEventKind.Text or ReplyEventKind.Thinking or ReplyEventKind.Arguments:
                open?.Add(reply.Data);
                break;
            case ReplyEventKind.BlockEnded when open is not null:
                items.Add(open);
                open = null;
                break;
            case ReplyEventKind.Ended:
                ended = true;
                break;
            default:
                Note(reply);
                break;
        }
    }

    public void Write(in ReplyEvent reply, IBufferWriter<byte> output)
    {
        switch (reply.Kind)
        {
            case ReplyEventKind.Started:
                Adopt(reply);
                Start(output);
                break;
            case ReplyEventKind.BlockStarted:
                Begin(reply, output);
                break;
            case ReplyEventKind.Text:
                Add(BlockKind.Text, reply.Data, output);
                break;
            case ReplyEventKind.Thinking:
                Add(BlockKind.Thinking, reply.Data, output);
                break;
            case ReplyEventKind.Arguments when open is { Block: BlockKind.ToolCall }:
                events.Add(open, reply.Data, output);
                break;
            case ReplyEventKind.BlockEnded when open is not { Block: BlockKind.Text }:
                Close(output);
                break;
            case ReplyEventKind.Ended:
                End(output);
                break;
            default:
                Note(reply);
                break;
        }
    }

    public void HandOver()
    {
        carriedUsage += usage;
        usage = default;
        reason = null;
    }

    // Clients fail on events they don't know; a comment is none.
    public void WritePing(IBufferWriter<byte> output) => output.Write(": ping\n\n"u8);

    public void WriteError(string message, IBufferWriter<byte> output)
    {
        if (ended)
            return;
        ended = true;
        Start(output);
        if (open is not null)
        {
            open.Status = "incomplete";
            items.Add(open);
        }
        WriteResponse("response.failed"u8, new("failed", items, TotalUsage, message), output);
    }

    public void WriteWhole(FinishedReply reply, IBufferWriter<byte> output)
    {
        id = OwnId(reply.Id) ?? id;
        model = reply.Model;
        foreach (var block in reply.Message.Content)
            AddWhole(block);
        reason = reply.Reason;
        using var json = new Utf8JsonWriter(output, ResponsesJson.Writing);
        Envelope().Write(json, FinalState(reply.Usage));
    }

    private void Note(in ReplyEvent reply)
    {
        switch (reply.Kind)
        {
            case ReplyEventKind.Signature when open is not null:
                open.Signature = Encoding.UTF8.GetString(reply.Data);
                break;
            case ReplyEventKind.Usage:
                usage = reply.Usage;
                break;
            case ReplyEventKind.Stopped:
                reason = reply.Reason;
                break;
        }
    }

    private void Adopt(in ReplyEvent reply)
    {
        if (started)
            return;
        id = OwnId(reply.Id) ?? id;
        model = reply.Name ?? model;
        usage = reply.Usage;
    }

    // Other dialects' ids have other prefixes, which clients refuse when the id comes back.
    private static string? OwnId(string? given) => given?.StartsWith("resp_", StringComparison.Ordinal) == true ? given : null;

    private void Start(IBufferWriter<byte> output)
    {
        if (started)
            return;
        started = true;
        WriteResponse("response.created"u8, new("in_progress", []), output);
        WriteResponse("response.in_progress"u8, new("in_progress", []), output);
    }

    private void Begin(in ReplyEvent reply, IBufferWriter<byte> output)
    {
        if (open is { Block: BlockKind.Text } && reply.Block == BlockKind.Text)
            return;
        Close(output);
        Start(output);
        open = NewItem(reply);
        if (open is not null)
            events.Begin(open, output);
    }

    private void Add(BlockKind block, ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (open?.Block != block)
            Begin(new() { Kind = ReplyEventKind.BlockStarted, Block = block }, output);
        events.Add(open!, piece, output);
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (open is null)
            return;
        events.End(open, output);
        items.Add(open);
        open = null;
    }

    private void End(IBufferWriter<byte> output)
    {
        if (ended)
            return;
        ended = true;
        Start(output);
        if (open is not null && IncompleteReason is not null)
            open.Status = "incomplete";
        Close(output);
        var state = FinalState(TotalUsage);
        WriteResponse(state.Status == "incomplete" ? "response.incomplete"u8 : "response.completed"u8, state, output);
    }

    /// <summary>The item that a block is; null for what only another provider understands.</summary>
    private OutputItem? NewItem(in ReplyEvent reply, bool isNative = false)
    {
        if (reply.Block is BlockKind.Opaque or BlockKind.RedactedThinking or BlockKind.None)
            return null;
        var form = reply.Block == BlockKind.ToolCall ? asked.FormOf(reply.Name ?? "") : default;
        var index = nextIndex++;
        var itemId = reply.Place.ItemId ?? $"{OutputItem.PrefixOf(reply.Block, form.IsCustom)}{id[(id.IndexOf('_') + 1)..]}_{index}";
        return new(reply.Block, index, itemId) { CallId = reply.Id ?? "", Form = form, IsNative = isNative };
    }

    private void AddWhole(Block block)
    {
        if (block is TextBlock more && items is [.., { Block: BlockKind.Text } last])
        {
            last.Add(more.Text);
            return;
        }
        var (kind, text) = block switch
        {
            TextBlock said => (BlockKind.Text, said.Text),
            ThinkingBlock thinking => (BlockKind.Thinking, thinking.Thinking),
            ToolCallBlock call => (BlockKind.ToolCall, call.ArgumentsJson),
            _ => (BlockKind.None, ""),
        };
        var called = block as ToolCallBlock;
        if (NewItem(new() { Kind = ReplyEventKind.BlockStarted, Block = kind, Id = called?.Id, Name = called?.Name }) is not { } item)
            return;
        item.Add(text);
        item.Signature = (block as ThinkingBlock)?.Signature;
        items.Add(item);
    }

    private TokenUsage TotalUsage => carriedUsage + (usage == default ? new(estimatedInput, 1, Estimated: true) : usage);

    private string? IncompleteReason => reason switch
    {
        StopReason.MaxTokens or StopReason.ContextWindowExceeded => "max_output_tokens",
        StopReason.Refusal => "content_filter",
        _ => null,
    };

    private ResponseState FinalState(TokenUsage total) =>
        new(IncompleteReason is null ? "completed" : "incomplete", items, total) { IncompleteReason = IncompleteReason };

    private ResponseEnvelope Envelope() => new(asked, createdAt) { Id = id, Model = model };

    private void WriteResponse(ReadOnlySpan<byte> type, ResponseState state, IBufferWriter<byte> output)
    {
        using var frame = events.Stream.Begin(output, type);
        frame.Json.WritePropertyName("response");
        Envelope().Write(frame.Json, state);
    }
}
