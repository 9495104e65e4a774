using System.Buffers;
using System.Text;
using Trooper.Core.Conversations;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Replies;

/// <summary>
/// Collects a reply's events into the message that the session keeps. It can be asked at any point: what was cut in the middle is there
/// as far as it came, except a tool call, whose arguments must not look complete.
/// </summary>
public sealed class ReplyRecorder : IReplySink
{
    private readonly List<Block> blocks = [];
    private readonly ArrayBufferWriter<byte> open = new(1024);
    private BlockKind openKind;
    private string openId = "", openName = "";
    private string? signature;
    private TokenUsage carried, current;

    public string? Id { get; private set; }
    public string? Model { get; private set; }

    /// <summary>Over all providers that wrote the reply.</summary>
    public TokenUsage Usage => carried + current;
    /// <summary>The provider's that writes now.</summary>
    public TokenUsage OwnUsage => current;
    public bool HasUsage { get; private set; }
    public StopReason? Reason { get; private set; }
    public string? StopSequence { get; private set; }

    /// <summary>The provider ended the reply as its protocol demands.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>The model has begun to answer.</summary>
    public bool HasContent { get; private set; }
    public string? ErrorType { get; private set; }
    public string? ErrorMessage { get; private set; }

    public bool HasToolCalls => openKind == BlockKind.ToolCall || blocks.Any(block => block is ToolCallBlock);

    public void On(in ReplyEvent reply)
    {
        HasContent |= reply.IsContent;
        switch (reply.Kind)
        {
            case ReplyEventKind.Started:
                Id ??= reply.Id;
                Model = reply.Name ?? Model;
                Take(reply.Usage);
                break;
            case ReplyEventKind.BlockStarted:
                Begin(reply);
                break;
            case ReplyEventKind.Text or ReplyEventKind.Thinking or ReplyEventKind.Arguments:
                open.Write(reply.Data);
                break;
            case ReplyEventKind.Signature:
                signature = Encoding.UTF8.GetString(reply.Data);
                break;
            case ReplyEventKind.BlockEnded:
                Close();
                break;
            case ReplyEventKind.Usage:
                Take(reply.Usage);
                break;
            case ReplyEventKind.Stopped:
                Reason = reply.Reason;
                StopSequence = reply.Name;
                break;
            case ReplyEventKind.Ended:
                IsEnded = true;
                break;
            case ReplyEventKind.Failed:
                ErrorType = reply.Name;
                ErrorMessage = Encoding.UTF8.GetString(reply.Data);
                break;
        }
    }

    /// <summary>The provider is gone in the middle; another one goes on.</summary>
    public void HandOver()
    {
        if (openKind == BlockKind.Thinking)
            Close();
        carried = Usage;
        current = default;
        Reason = null;
        ErrorType = ErrorMessage = null;
    }

    /// <summary>The text of the answer so far, the open block's included: what a provider that continues it must know.</summary>
    public string TextSoFar()
    {
        var text = new StringBuilder();
        foreach (var block in blocks.OfType<TextBlock>())
            text.Append(block.Text);
        if (openKind == BlockKind.Text)
            text.Append(Encoding.UTF8.GetString(open.WrittenSpan));
        return text.ToString();
    }

    /// <summary>The answer as it stands. Text blocks that follow one another (a reply continued by another provider) are one.</summary>
    public Message ToMessage()
    {
        if (openKind is BlockKind.Text or BlockKind.Thinking)
            Close();
        return new(Role.Assistant, [.. blocks]);
    }

    private void Begin(in ReplyEvent reply)
    {
        if (openKind != BlockKind.None)
            Close();
        openKind = reply.Block;
        openId = reply.Id ?? "";
        openName = reply.Name ?? "";
        open.Write(reply.Data);
    }

    private void Close()
    {
        var text = Encoding.UTF8.GetString(open.WrittenSpan);
        switch (openKind)
        {
            case BlockKind.Text when blocks is [.., TextBlock before]:
                blocks[^1] = new TextBlock(before.Text + text);
                break;
            case BlockKind.Text when text.Length > 0:
                blocks.Add(new TextBlock(text));
                break;
            case BlockKind.Thinking:
                blocks.Add(new ThinkingBlock(text, signature));
                break;
            case BlockKind.RedactedThinking:
                blocks.Add(new RedactedThinkingBlock(text));
                break;
            case BlockKind.ToolCall:
                blocks.Add(new ToolCallBlock(openId, openName, text.Length == 0 ? "{}" : text, signature));
                break;
            case BlockKind.Opaque:
                blocks.Add(new OpaqueBlock(openName, text));
                break;
        }
        openKind = BlockKind.None;
        signature = null;
        open.ResetWrittenCount();
    }

    // A provider repeats only the counts that changed.
    private void Take(TokenUsage usage)
    {
        if (usage == default)
            return;
        HasUsage = true;
        current = new(
            Math.Max(usage.Input, current.Input),
            Math.Max(usage.Output, current.Output),
            Math.Max(usage.CacheRead, current.CacheRead),
            Math.Max(usage.CacheWrite, current.CacheWrite),
            usage.Estimated,
            Math.Max(usage.Reasoning, current.Reasoning));
    }
}
