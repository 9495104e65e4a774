using System.Text.Json;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>The rules for chat messages: roles, content, and every call answered before anything else is said.</summary>
internal static class ChatMessageRules
{
    /// <summary>OpenAI's limit; others have none.</summary>
    private const int MaxCallId = 40;

    private static readonly HashSet<string> Roles = ["system", "developer", "user", "assistant", "tool", "function"];

    private static readonly Dictionary<string, string[]> PartsByRole = new()
    {
        ["user"] = ["text", "image_url", "input_audio", "file"],
        ["assistant"] = ["text", "refusal"],
    };

    public static Failure? Violation(JsonElement body, int maxCallId = MaxCallId)
    {
        var messages = body.Items("messages");
        if (messages.Length == 0)
        {
            return Failure.Invalid(
                "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "messages", "empty_array");
        }

        return messages.Index().Select(message => MessageViolation(message.Item, $"messages[{message.Index}]", maxCallId)).FirstViolation()
            ?? PairingViolation(messages);
    }

    private static Failure? MessageViolation(JsonElement message, string path, int maxCallId)
    {
        var role = message.Text("role") ?? "";
        if (!Roles.Contains(role))
        {
            return Failure.Invalid(
                $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
                $"{path}.role", "invalid_value");
        }

        var mayLackContent = role == "assistant" && (message.Items("tool_calls").Length > 0 || message.Field("refusal").IsGiven);
        if (!message.Field("content").IsGiven && !mayLackContent)
        {
            return Failure.Invalid("Invalid value for 'content': expected a string, got null.", $"{path}.content");
        }

        return PartsViolation(message.Field("content"), role, path)
            ?? message.Items("tool_calls").Index().Select(call => CallViolation(call.Item, $"{path}.tool_calls[{call.Index}]", maxCallId)).FirstViolation();
    }

    private static Failure? PartsViolation(JsonElement content, string role, string path)
    {
        var allowed = PartsByRole.GetValueOrDefault(role, ["text"]);
        foreach (var (index, part) in content.Items().Index())
        {
            var type = part.Text("type") ?? "";
            if (!allowed.Contains(type))
            {
                return Failure.Invalid(
                    $"Invalid value: '{type}'. Supported values are: {string.Join(", ", allowed.Select(name => $"'{name}'"))}.",
                    $"{path}.content[{index}].type", "invalid_value");
            }

            if (type == "image_url" && !IsImage(part.Field("image_url").Text("url")))
            {
                return Failure.Invalid(
                    "Invalid image_url: expected a https address or a base64 data URI.", $"{path}.content[{index}].image_url", "invalid_image_url");
            }
        }

        return null;
    }

    private static bool IsImage(string? url) =>
        url is not null && (url.StartsWith("https://", StringComparison.Ordinal) || url.StartsWith("http://", StringComparison.Ordinal) || IsDataUri(url));

    private static bool IsDataUri(string url) =>
        url.StartsWith("data:image/", StringComparison.Ordinal) && url.Split(";base64,") is [_, var data]
        && Convert.TryFromBase64String(data, new byte[data.Length], out _);

    private static Failure? CallViolation(JsonElement call, string path, int maxCallId)
    {
        if (!call.Field("function").Field("arguments").IsString && call.Text("type") != "custom")
        {
            return Failure.Invalid(
                $"Invalid type for '{path}.function.arguments': expected a string, but got an object instead.", $"{path}.function.arguments", "invalid_type");
        }

        var id = call.Text("id") ?? "";
        if (id.Length == 0)
        {
            return Failure.Invalid($"Missing required parameter: '{path}.id'.", $"{path}.id", "missing_required_parameter");
        }

        if (id.Length > maxCallId)
        {
            return Failure.Invalid(
                $"Invalid '{path}.id': string too long. Expected a string with maximum length {maxCallId}, but got a string with length {id.Length} instead.",
                $"{path}.id", "string_above_max_length");
        }

        return call.Has("function") ? ChatParameterRules.NameViolation(call.Field("function").Text("name"), $"{path}.function.name") : null;
    }

    private static Failure? PairingViolation(JsonElement[] messages)
    {
        var waiting = new HashSet<string>();
        foreach (var (index, message) in messages.Index())
        {
            if (message.Text("role") == "tool")
            {
                if (!waiting.Remove(message.Text("tool_call_id") ?? ""))
                {
                    return Failure.Invalid(
                        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
                        $"messages.[{index}].role");
                }

                continue;
            }

            if (waiting.Count > 0)
            {
                return Unanswered(waiting, index);
            }

            waiting = [.. message.Items("tool_calls").Select(call => call.Text("id")!)];
        }

        return waiting.Count > 0 ? Unanswered(waiting, messages.Length) : null;
    }

    private static Failure Unanswered(HashSet<string> ids, int index) =>
        Failure.Invalid(
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
            + $"The following tool_call_ids did not have response messages: {string.Join(", ", ids)}",
            $"messages.[{index}].role");
}
