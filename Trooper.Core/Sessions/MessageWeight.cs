using Trooper.Core.Context;
using Trooper.Core.Conversations;

namespace Trooper.Core.Sessions;

/// <summary>Weighs a message once, when it is recorded.</summary>
public static class MessageWeight
{
    public static RecordedMessage Record(Message message, ContentHash hash, Locality locality = Locality.Any) =>
        new(message, hash, TokenEstimator.Cost(message), locality);

    public static RecordedMessage Record(Message message, Locality locality = Locality.Any) => Record(message, CanonicalForm.HashOf(message), locality);

    /// <summary>Tokens that are not tool traffic.</summary>
    internal static int ProseOf(RecordedMessage recorded)
    {
        var content = recorded.Message.Content;
        return content.Any(block => block is ToolCallBlock or ToolResultBlock)
            ? content.OfType<TextBlock>().Sum(block => TokenEstimator.Cost(block.Text))
            : recorded.Tokens;
    }
}
