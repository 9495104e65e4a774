using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Reads a reply's output, item by item as they stream, or what of it only comes in the end: each item is one block.
/// </summary>
internal sealed class OutputReader(ToolNames? names)
{
    private BlockKind open;
    private bool hasPieces, hasItems;

    public bool HasCalls { get; private set; }

    public bool Refused { get; private set; }

    public void Begin(JsonElement item, StreamPlace place, IReplySink sink)
    {
        Close(place, sink);
        hasItems = true;
        var itemPlace = place with { ItemId = item.Text("id") };
        switch (ItemKinds.Of(item))
        {
            case ItemKind.Message:
                Open(BlockKind.Text, null, null, itemPlace, sink);
                break;
            case ItemKind.Reasoning:
                Open(BlockKind.Thinking, null, null, itemPlace, sink);
                break;
            case ItemKind.FunctionCall or ItemKind.CustomCall or ItemKind.DefinedCall:
                var name = ItemReader.NameOf(item);
                HasCalls = true;
                Open(BlockKind.ToolCall, ItemReader.CallIdOf(item), names?.Original(name) ?? name, itemPlace, sink);
                break;
        }
    }

    public void Delta(DeltaKind kind, ReadOnlySpan<byte> piece, StreamPlace place, IReplySink sink)
    {
        Refused |= kind == DeltaKind.Refusal;
        var (block, name) = kind switch
        {
            DeltaKind.Thinking => (BlockKind.Thinking, ReplyEventKind.Thinking),
            DeltaKind.Arguments => (BlockKind.ToolCall, ReplyEventKind.Arguments),
            _ => (BlockKind.Text, ReplyEventKind.Text),
        };
        if (piece.IsEmpty)
        {
            sink.On(new() { Kind = ReplyEventKind.Ping, Place = place });
            return;
        }
        if (open != block)
            OpenUnannounced(block, place, sink);
        hasPieces = true;
        sink.On(new() { Kind = name, Data = piece, Place = place });
    }

    /// <summary>Takes an item that is complete: what did not come in pieces is in it whole.</summary>
    public void End(JsonElement item, StreamPlace place, IReplySink sink)
    {
        if (open == BlockKind.None)
            Begin(item, place, sink);
        switch (open)
        {
            case BlockKind.Text:
                ReadMessage(item, place, sink);
                break;
            case BlockKind.Thinking:
                Whole(ReplyEventKind.Thinking, ItemReader.Thinking(item), place, sink);
                if (ReasoningSeal.Of(item) is { } seal)
                    sink.On(new() { Kind = ReplyEventKind.Signature, Data = Encoding.UTF8.GetBytes(seal), Place = place });
                break;
            case BlockKind.ToolCall:
                Whole(ReplyEventKind.Arguments, ItemReader.Arguments(item), place, sink);
                break;
        }
        Close(place, sink);
    }

    /// <summary>The reply is over. One whose items never streamed has them all in its end.</summary>
    public void Finish(JsonElement response, IReplySink sink)
    {
        Close(default, sink);
        if (hasItems)
            return;
        var index = 0;
        foreach (var item in response.Items("output"))
            End(item, new(0, index++), sink);
    }

    private void ReadMessage(JsonElement item, StreamPlace place, IReplySink sink)
    {
        Refused |= item.Items("content").Any(part => part.Text("type") == "refusal");
        Whole(ReplyEventKind.Text, string.Concat(ItemReader.Content(item.Field("content")).OfType<TextBlock>().Select(text => text.Text)), place, sink);
    }

    private void Whole(ReplyEventKind kind, string text, StreamPlace place, IReplySink sink)
    {
        if (!hasPieces && text.Length > 0)
            sink.On(new() { Kind = kind, Data = Encoding.UTF8.GetBytes(text), Place = place });
    }

    // Some servers leave the announcement of an item out; a call without its name is none.
    private void OpenUnannounced(BlockKind block, StreamPlace place, IReplySink sink)
    {
        if (block == BlockKind.ToolCall)
            throw new JsonException("arguments of a call that was not added");
        Close(place, sink);
        hasItems = true;
        Open(block, null, null, place, sink);
    }

    private void Open(BlockKind block, string? id, string? name, StreamPlace place, IReplySink sink)
    {
        open = block;
        hasPieces = false;
        sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = block, Id = id, Name = name, Place = place });
    }

    private void Close(StreamPlace place, IReplySink sink)
    {
        if (open != BlockKind.None)
            sink.On(new() { Kind = ReplyEventKind.BlockEnded, Place = place });
        open = BlockKind.None;
    }
}
