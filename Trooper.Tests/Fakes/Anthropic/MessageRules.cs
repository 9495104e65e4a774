using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The rules for each message by itself: roles, empty content, blocks.</summary>
internal sealed class MessageRules(RecordedRequest request, ThinkingSignatures signatures)
{
    private readonly JsonElement _body = request.Json;
    private readonly JsonElement[] _messages = request.Json.Items("messages");

    public Failure? Violation()
    {
        if (_messages.Length == 0)
        {
            return Failure.Invalid("messages: at least one message is required");
        }

        if (Content.OfType(_body.Field("system"), "text").Any(block => block.Text("text") is null or ""))
        {
            return Failure.Invalid("system: text content blocks must be non-empty");
        }

        return _messages.Index().Select(message => MessageViolation(message.Item, message.Index)).FirstViolation()
            ?? LastViolation(_messages[^1]);
    }

    private Failure? MessageViolation(JsonElement message, int index)
    {
        var role = message.Text("role");
        if (RoleViolation(role, index) is { } violation)
        {
            return violation;
        }

        var blocks = Content.Blocks(message.Field("content"));
        if (blocks.Length == 0 && !(role == "assistant" && index == _messages.Length - 1))
        {
            return Failure.Invalid($"messages.{index}: all messages must have non-empty content except for the optional final assistant message");
        }

        return blocks.Index().Select(block => BlockViolation(block.Item, role!, index, block.Index)).FirstViolation();
    }

    private Failure? RoleViolation(string? role, int index) => role switch
    {
        "user" or "assistant" => index == 0 && role == "assistant" ? Failure.Invalid("messages: first message must use the \"user\" role") : null,
        "system" when AnthropicModels.IsNewer(request.Model) => index > 0 && _messages[index - 1].Text("role") == "user"
            ? null
            : Failure.Invalid($"messages.{index}.role: a system message must follow a user message"),
        _ => Failure.Invalid($"messages: Unexpected role \"{role}\". Allowed roles are \"user\" or \"assistant\"."),
    };

    private Failure? BlockViolation(JsonElement block, string role, int message, int index)
    {
        if (BlockRules.Violation(block, role, $"messages.{message}.content.{index}", AnthropicHeaders.IsLatest(request)) is { } violation)
        {
            return violation;
        }

        var path = $"messages.{message}.content.{index}";
        return block.Text("type") switch
        {
            "thinking" => SignatureViolation(block, path, message),
            "redacted_thinking" when !signatures.IsOurs(block.Text("data") ?? "") => Failure.Invalid($"{path}: Invalid `data` in `redacted_thinking` block"),
            _ => null,
        };
    }

    private Failure? SignatureViolation(JsonElement block, string path, int message)
    {
        if (block.Text("signature") is not { } signature)
        {
            return Failure.Invalid($"{path}.thinking.signature: Field required");
        }

        return signatures.Check(signature, block.Text("thinking") ?? "", _body, message) switch
        {
            ThinkingSignatures.Verdict.Valid => null,
            ThinkingSignatures.Verdict.Foreign => Failure.Invalid($"{path}: Invalid `signature` in `thinking` block"),
            _ => Failure.Invalid($"{path}: Invalid `signature` in `thinking` block. The block is bound to a different conversation"),
        };
    }

    private Failure? LastViolation(JsonElement last)
    {
        if (last.Text("role") != "assistant")
        {
            return null;
        }

        if (AnthropicModels.IsNewer(request.Model))
        {
            return Failure.Invalid("This model does not support assistant message prefill. The conversation must end with a user message.");
        }

        return Content.Text(last.Field("content")) is [.., var end] && char.IsWhiteSpace(end)
            ? Failure.Invalid("messages: final assistant content cannot end with trailing whitespace")
            : null;
    }
}
