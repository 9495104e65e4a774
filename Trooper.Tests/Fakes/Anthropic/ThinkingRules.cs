using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>What a request with thinking on must and must not have.</summary>
internal static class ThinkingRules
{
    private const int LeastBudget = 1024;

    public static Failure? Violation(JsonElement body)
    {
        var thinking = body.Field("thinking");
        return thinking.Text("type") switch
        {
            "enabled" => BudgetViolation(body, thinking) ?? CompanyViolation(body) ?? LoopViolation(body),
            "adaptive" => ChoiceViolation(body),
            null or "disabled" or "between_tools" => null,
            var other => Failure.Invalid(
                $"thinking: Input tag '{other}' found using 'type' "
                + "does not match any of the expected tags: 'adaptive', 'between_tools', 'disabled', 'enabled'"),
        };
    }

    private static Failure? BudgetViolation(JsonElement body, JsonElement thinking)
    {
        if (AnthropicModels.IsNewer(body.Text("model") ?? ""))
        {
            return Failure.Invalid(
                "\"thinking.type.enabled\" is not supported for this model. "
                + "Use \"thinking.type.adaptive\" and \"output_config.effort\" to control thinking behavior.");
        }

        if (thinking.Integer("budget_tokens") is not { } budget)
        {
            return Failure.Invalid("thinking.enabled.budget_tokens: Field required");
        }

        if (budget < LeastBudget)
        {
            return Failure.Invalid($"thinking.enabled.budget_tokens: Input should be greater than or equal to {LeastBudget}");
        }

        return body.Integer("max_tokens") <= budget ? Failure.Invalid("`max_tokens` must be greater than `thinking.budget_tokens`.") : null;
    }

    private static Failure? CompanyViolation(JsonElement body) =>
        body.Has("temperature") && body.Field("temperature").GetDouble() != 1
            ? Failure.Invalid("`temperature` may only be set to 1 when thinking is enabled.")
            : ChoiceViolation(body);

    private static Failure? ChoiceViolation(JsonElement body) =>
        body.Field("tool_choice").Text("type") is "any" or "tool" ? Failure.Invalid("Thinking may not be enabled when tool_choice forces tool use.") : null;

    // In a tool loop the message that made the calls must still begin with its thought.
    private static Failure? LoopViolation(JsonElement body)
    {
        var messages = body.Items("messages");
        if (messages is not [.., var asking, var results] || !Content.OfType(results.Field("content"), "tool_result").Any())
        {
            return null;
        }

        var first = Content.Blocks(asking.Field("content"))[0].Text("type");
        return first is "thinking" or "redacted_thinking"
            ? null
            : Failure.Invalid(
                $"messages.{messages.Length - 2}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{first}`. "
                + "When `thinking` is enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and "
                + "`tool_result` blocks). To avoid this requirement, disable `thinking`.");
    }
}
