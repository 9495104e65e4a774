using Trooper.Core.Classifier.Reading;
using Trooper.Core.Classifier.Rules;
using Trooper.Core.Classifier.Vetoes;
using Trooper.Core.Conversations;

namespace Trooper.Core.Classifier;

/// <summary>What the classifier found, and the rule that said so (a short stable name, for the decision event).</summary>
public readonly record struct Classification(bool IsSimple, string Rule);

/// <summary>
/// Tells whether a turn is simple enough for the local model. A turn is simple only when a rule recognises all of it; a hard question sent
/// to a small model costs more than a simple one sent to the cloud, so whatever no rule knows is not simple.
/// </summary>
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

    public static Classification Classify(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new(false, "empty");
        if (Length.IsTooMuch(text))
            return new(false, "too-long");
        if (Code.IsIn(text))
            return new(false, "code");

        var prompt = PromptReader.Read(text);
        if (prompt.IsForeign)
            return new(false, "not-english");
        return SimpleRule(prompt) is { } rule ? new(true, rule) : new(false, Refusal.Of(prompt));
    }

    private static string? SimpleRule(Prompt prompt) => prompt.Words switch
    {
        [] => null,
        _ when Negation.IsIn(prompt.Instruction) => null,
        var words when Arithmetic.Matches(words) => "arithmetic",
        var words when Conversion.Matches(words) || NumberForms.Matches(words) => "conversion",
        _ when Counts.Matches(prompt) => "count",
        var words when Spelling.Matches(words) => "spelling",
        _ when Definitions.Matches(prompt) => "definition",
        var words when Abbreviations.Matches(words) => "abbreviation",
        _ when WordForms.Matches(prompt) || Grammar.Matches(prompt) => "grammar",
        _ when Formatting.Matches(prompt) => "formatting",
        var words when Repetition.Matches(words) => "repeat",
        var words when Recollection.Matches(words) => "recall",
        var words when Examples.Matches(words) => "example",
        _ => null,
    };
}
