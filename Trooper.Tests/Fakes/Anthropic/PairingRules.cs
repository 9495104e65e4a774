using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>Every call is answered at the start of the next message, and nothing else is.</summary>
internal static class PairingRules
{
    public static Failure? Violation(JsonElement body)
    {
        var messages = body.Items("messages").Select(message => Content.Blocks(message.Field("content"))).ToArray();
        return Enumerable.Range(0, messages.Length)
            .Select(index => RepeatedCall(messages[index]) ?? Orphan(messages, index) ?? Unanswered(messages, index))
            .FirstViolation();
    }

    private static Failure? RepeatedCall(JsonElement[] blocks) =>
        CallsOf(blocks) is var calls && calls.Distinct().Count() < calls.Count ? Failure.Invalid("messages: `tool_use` ids must be unique") : null;

    private static Failure? Orphan(JsonElement[][] messages, int index)
    {
        var asked = index > 0 ? CallsOf(messages[index - 1]) : [];
        var answered = new HashSet<string>();
        foreach (var (at, block) in messages[index].Index().Where(block => block.Item.Text("type") == "tool_result"))
        {
            var id = block.Text("tool_use_id") ?? "";
            if (!asked.Contains(id))
            {
                return Failure.Invalid(
                    $"messages.{index}.content.{at}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. "
                    + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
            }

            if (!answered.Add(id))
            {
                return Failure.Invalid(
                    $"messages.{index}.content.{at}: each tool_use must have a single result. Found multiple `tool_result` blocks with id: {id}");
            }
        }

        return null;
    }

    private static Failure? Unanswered(JsonElement[][] messages, int index)
    {
        if (index == messages.Length - 1)
        {
            return null;
        }

        // A result behind a text doesn't count.
        var answered = messages[index + 1].TakeWhile(block => block.Text("type") == "tool_result").Select(block => block.Text("tool_use_id") ?? "");
        var missing = CallsOf(messages[index]).Except(answered).ToList();
        return missing.Count == 0
            ? null
            : Failure.Invalid(
                $"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", missing)}. "
                + "Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
    }

    private static List<string> CallsOf(JsonElement[] blocks) =>
        [.. blocks.Where(block => block.Text("type") == "tool_use").Select(block => block.Text("id") ?? "")];
}
