using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The rules for the items of a Responses request: ids, parts, and a pair for every call.</summary>
internal sealed class ResponsesItemRules(SealedReasoning reasoning)
{
    private const int MaxCallId = 64;

    private static readonly Dictionary<string, string> IdPrefixes = new() { ["message"] = "msg", ["function_call"] = "fc", ["reasoning"] = "rs" };

    private static readonly HashSet<string> InputParts = ["input_text", "input_image", "input_file", "input_audio"];

    private static readonly HashSet<string> OutputParts = ["output_text", "refusal"];

    public Failure? Violation(IReadOnlyList<JsonElement> items, IReadOnlyList<JsonElement> history)
    {
        if (items.Count == 0)
        {
            return Failure.Invalid("Missing required parameter: 'input'.", "input", "missing_required_parameter");
        }

        return items.Index().Select(item => ItemViolation(item.Item, $"input[{item.Index}]")).FirstViolation()
            ?? PairingViolation([.. history, .. items]);
    }

    private Failure? ItemViolation(JsonElement item, string path)
    {
        var type = item.Text("type") ?? "message";
        if (item.Text("id") is { } id && IdPrefixes.TryGetValue(type, out var prefix) && !id.StartsWith(prefix, StringComparison.Ordinal))
        {
            return Failure.Invalid($"Invalid '{path}.id': '{id}'. Expected an ID that begins with '{prefix}'.", $"{path}.id", "invalid_value");
        }

        return type switch
        {
            "message" => PartsViolation(item, path),
            "function_call" => CallViolation(item, path),
            "reasoning" => SealViolation(item),
            _ => null,
        };
    }

    private static Failure? PartsViolation(JsonElement item, string path)
    {
        var role = item.Text("role") ?? "";
        if (role is not ("user" or "assistant" or "system" or "developer"))
        {
            return Failure.Invalid($"Invalid value: '{role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.", path, "invalid_value");
        }

        var allowed = role == "assistant" ? OutputParts : InputParts;
        var bad = item.Items("content").Index().FirstOrDefault(part => !allowed.Contains(part.Item.Text("type") ?? ""));
        return bad.Item.IsGiven
            ? Failure.Invalid(
                $"Invalid value: '{bad.Item.Text("type")}'. Supported values are: {string.Join(", ", allowed.Select(name => $"'{name}'"))}.",
                $"{path}.content[{bad.Index}]", "invalid_value")
            : null;
    }

    private static Failure? CallViolation(JsonElement item, string path)
    {
        if (!item.Field("arguments").IsString)
        {
            return Failure.Invalid($"Invalid type for '{path}.arguments': expected a string, but got an object instead.", $"{path}.arguments", "invalid_type");
        }

        var id = item.Text("call_id") ?? "";
        return id.Length is 0 or > MaxCallId
            ? Failure.Invalid(
                $"Invalid '{path}.call_id': string too long. "
                + $"Expected a string with maximum length {MaxCallId}, but got a string with length {id.Length} instead.",
                $"{path}.call_id", "string_above_max_length")
            : null;
    }

    private Failure? SealViolation(JsonElement item) => item.Text("encrypted_content") is { } content && !reasoning.IsOurs(content)
        ? Failure.Invalid($"The encrypted content {content[..Math.Min(4, content.Length)]}... could not be verified.", null, "invalid_encrypted_content")
        : null;

    private static Failure? PairingViolation(IReadOnlyList<JsonElement> items)
    {
        var calls = IdsOf(items, "function_call");
        var outputs = IdsOf(items, "function_call_output");
        if (outputs.FirstOrDefault(id => !calls.Contains(id)) is { } orphan)
        {
            return Failure.Invalid($"No tool call found for function call output with call_id {orphan}.", "input");
        }

        return calls.FirstOrDefault(id => !outputs.Contains(id)) is { } unanswered
            ? Failure.Invalid($"No tool output found for function call {unanswered}.", "input")
            : null;
    }

    private static HashSet<string> IdsOf(IReadOnlyList<JsonElement> items, string type) =>
        [.. items.Where(item => item.Text("type") == type).Select(item => item.Text("call_id") ?? "")];
}
