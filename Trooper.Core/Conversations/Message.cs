using System.Text;

namespace Trooper.Core.Conversations;

/// <summary>Who speaks. <see cref="System"/> is a mid-conversation instruction, not the system prompt.</summary>
public enum Role
{
    User,
    Assistant,
    System,
}

/// <summary>
/// One message of a conversation, in the form every dialect is read into and written from. Tool results travel in user messages,
/// tool calls and thinking in assistant messages, as in the Anthropic Messages API, the richest of the dialects.
/// </summary>
public sealed record Message(Role Role, IReadOnlyList<Block> Content)
{
    public static Message User(string text) => new(Role.User, [new TextBlock(text)]);

    public static Message Assistant(string text) => new(Role.Assistant, [new TextBlock(text)]);

    /// <summary>What was said: the text blocks, one below the other. Tool traffic, thinking and images are not in it.</summary>
    public string Text
    {
        get
        {
            if (Content is [TextBlock only])
                return only.Text;
            var text = new StringBuilder();
            foreach (var block in Content.OfType<TextBlock>())
            {
                if (text.Length > 0)
                    text.Append('\n');
                text.Append(block.Text);
            }
            return text.ToString();
        }
    }

    public IEnumerable<ToolCallBlock> ToolCalls => Content.OfType<ToolCallBlock>();

    public IEnumerable<ToolResultBlock> ToolResults => Content.OfType<ToolResultBlock>();
}
