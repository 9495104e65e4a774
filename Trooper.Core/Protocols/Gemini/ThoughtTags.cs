using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.Gemini;

/// <summary>
/// Gemini's endpoint shows thoughts inside the text, between <c>&lt;thought&gt;</c> and <c>&lt;/thought&gt;</c>, before the answer: here they become thinking.
/// </summary>
internal sealed class ThoughtTags(IReplySink sink) : IReplySink
{
    private static ReadOnlySpan<byte> Opening => "<thought>"u8;

    private static ReadOnlySpan<byte> Closing => "</thought>"u8;

    private bool inText, inThought, hasAnswered;
    private BlockKind open;

    public void On(in ReplyEvent reply)
    {
        switch (reply.Kind)
        {
            case ReplyEventKind.BlockStarted when reply.Block == BlockKind.Text:
                inText = true; // which of the two it is, its text will say
                break;
            case ReplyEventKind.Text:
                Split(reply.Data);
                break;
            case ReplyEventKind.BlockEnded when inText:
                inText = inThought = false;
                Close();
                break;
            default:
                sink.On(reply);
                break;
        }
    }

    private void Split(ReadOnlySpan<byte> text)
    {
        if (!inThought && !hasAnswered && text.StartsWith(Opening))
        {
            inThought = true;
            text = text[Opening.Length..];
        }
        if (!inThought)
        {
            Say(BlockKind.Text, ReplyEventKind.Text, text);
            return;
        }
        var end = text.IndexOf(Closing);
        Say(BlockKind.Thinking, ReplyEventKind.Thinking, end < 0 ? text : text[..end]);
        if (end < 0)
            return;
        inThought = false;
        Split(text[(end + Closing.Length)..]);
    }

    private void Say(BlockKind block, ReplyEventKind kind, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        hasAnswered |= block == BlockKind.Text;
        if (open != block)
        {
            Close();
            open = block;
            sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = block });
        }
        sink.On(new() { Kind = kind, Data = text });
    }

    private void Close()
    {
        if (open != BlockKind.None)
            sink.On(new() { Kind = ReplyEventKind.BlockEnded });
        open = BlockKind.None;
    }
}
