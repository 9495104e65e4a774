using Trooper.Core.Conversations;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The items of a reply so far, the last of them perhaps still open, whoever wrote them.</summary>
internal sealed class ReplyOutput(ResponsesAsked asked)
{
    private readonly List<OutputItem> items = [];
    private int nextIndex;

    /// <summary>The items that are complete.</summary>
    public IReadOnlyList<OutputItem> Items => items;

    public OutputItem? Open { get; private set; }

    /// <summary>Opens the item that a block is: none for what only another provider understands.</summary>
    /// <param name="replyId">The items' ids are made from it where they have none.</param>
    public OutputItem? Begin(in ReplyEvent reply, string replyId) => Open = NewItem(reply, replyId);

    /// <summary>Takes note of an item that OpenAI has opened. Those that say nothing here have their places before it.</summary>
    public void Observe(in ReplyEvent reply, string replyId)
    {
        nextIndex = Math.Max(nextIndex, reply.Place.Item);
        Open = NewItem(reply, replyId);
    }

    public void Close()
    {
        if (Open is not null)
            items.Add(Open);
        Open = null;
    }

    /// <summary>Adds a block of a whole reply; texts in a row are one message.</summary>
    public void Add(Block block, string replyId)
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
        if (Begin(new() { Kind = ReplyEventKind.BlockStarted, Block = kind, Id = called?.Id, Name = called?.Name }, replyId) is not { } item)
            return;
        item.Add(text);
        item.Signature = (block as ThinkingBlock)?.Signature;
        Close();
    }

    private OutputItem? NewItem(in ReplyEvent reply, string replyId)
    {
        if (reply.Block is BlockKind.Opaque or BlockKind.RedactedThinking or BlockKind.None)
            return null;
        var form = reply.Block == BlockKind.ToolCall ? asked.FormOf(reply.Name ?? "") : default;
        var index = nextIndex++;
        var id = reply.Place.ItemId ?? $"{OutputItem.PrefixOf(reply.Block, form.IsCustom)}{replyId[(replyId.IndexOf('_') + 1)..]}_{index}";
        return new(reply.Block, index, id) { CallId = reply.Id ?? "", Form = form };
    }
}
