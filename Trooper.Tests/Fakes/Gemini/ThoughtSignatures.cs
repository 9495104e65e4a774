using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>The signature on the first call of a step, which must come back with it for as long as the turn lasts.</summary>
internal sealed class ThoughtSignatures
{
    // What Google tells callers to send for calls that another model made.
    private static readonly HashSet<string> Excuses = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

    private readonly Seal _seal = new();

    public string Of(string tool) => _seal.Mark(tool);

    /// <summary>Only the current turn is looked at: what follows the last user message.</summary>
    public Failure? Violation(JsonElement body)
    {
        var messages = body.Items("messages");
        var turn = messages.Skip(Array.FindLastIndex(messages, message => message.Text("role") == "user") + 1);
        var firstCalls = turn.SelectMany(message => message.Items("tool_calls").Take(1));
        var unsigned = firstCalls.FirstOrDefault(call => !IsSigned(call));
        return unsigned.IsGiven
            ? Failure.Invalid(
                "Function call is missing a thought_signature in functionCall parts. "
                + "This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. "
                + $"Additional data, function call `default_api:{NameOf(unsigned)}`, position 2.")
            : null;
    }

    private bool IsSigned(JsonElement call)
    {
        var signature = call.Field("extra_content").Field("google").Text("thought_signature") ?? "";
        return signature == Of(NameOf(call)) || Excuses.Contains(signature);
    }

    private static string NameOf(JsonElement call) => call.Field("function").Text("name") ?? "";
}
