using Trooper.Core.Conversations;

namespace Trooper.Core.Classifier;

/// <summary>What the classifier found, and the rule that said so (a short stable name, for the decision event).</summary>
public readonly record struct Classification(bool IsSimple, string Rule);

/// <summary>Tells whether a turn is simple enough for the local model. Deterministic, without allocation worth naming, in microseconds.</summary>
public static class TurnClassifier
{
    /// <param name="message">The newest message.</param>
    /// <param name="carriesTools">The request offers tools, or asks for a schema.</param>
    public static Classification Classify(Message message, bool carriesTools)
    {
        if (carriesTools)
            return new(false, "tools");
        return message.Content.All(block => block is TextBlock) ? Classify(message.Text) : new(false, "not-text");
    }

    public static Classification Classify(string text) => new(false, text.Length == 0 ? "empty" : "unknown");
}
