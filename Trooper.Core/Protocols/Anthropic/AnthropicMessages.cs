using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>Makes any conversation one that the Messages API accepts: no empty text, no thinking that Claude did not mint, ids of its alphabet.</summary>
internal static class AnthropicMessages
{
    private const string NoAnswer = "[No answer was given.]";

    public static IEnumerable<Message> Valid(IEnumerable<Message> messages, ClaudeModel model) => messages.Select(message => Valid(message, model));

    /// <summary>The last call was made without thinking, and its results are what is being sent.</summary>
    public static bool IsInToolLoopWithoutThinking(IReadOnlyList<Message> messages) =>
        messages is [.., { Role: Role.Assistant } asked, { Role: Role.User } answer]
        && answer.ToolResults.Any()
        && !HasThinking(asked);

    /// <summary>Claude thought before it said this.</summary>
    public static bool HasThinking(Message message) =>
        message.Content.Any(block => block is RedactedThinkingBlock || (block is ThinkingBlock thinking && !ForeignThinking.IsMarked(thinking.Signature)));

    /// <summary>Another model thought before it said this; Claude is not shown it.</summary>
    public static bool HasForeignThinking(Message message) =>
        message.Content.Any(block => block is ThinkingBlock thinking && ForeignThinking.IsMarked(thinking.Signature));

    private static Message Valid(Message message, ClaudeModel model)
    {
        var content = message.Content.Where(Has).Select(Valid).ToList();
        if (message.Role == Role.System && !model.TakesSystemMessages)
            return new(Role.User, [new TextBlock($"<system-reminder>\n{message.Text}\n</system-reminder>")]);
        if (content.Count == 0)
            content.Add(new TextBlock(NoAnswer));
        // Results come first in a message; the sort is stable.
        return new(message.Role, [.. content.OrderBy(block => block is ToolResultBlock ? 0 : 1)]);
    }

    private static bool Has(Block block) => block switch
    {
        TextBlock text => !string.IsNullOrWhiteSpace(text.Text),
        ThinkingBlock thinking => !ForeignThinking.IsMarked(thinking.Signature),
        _ => true,
    };

    private static Block Valid(Block block) => block switch
    {
        ToolCallBlock call => call with { Id = ValidId(call.Id), ArgumentsJson = ToolArguments.AsObject(call.ArgumentsJson), Signature = null },
        ToolResultBlock result => result with { CallId = ValidId(result.CallId), Content = [.. result.Content.Where(Has)] },
        _ => block,
    };

    // The same id always becomes the same one, so that caches hold and pairs stay pairs.
    private static string ValidId(string id) =>
        id.Length > 0 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? id : "toolu_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 12));
}
