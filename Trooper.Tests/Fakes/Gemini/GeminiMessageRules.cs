using System.Text.Json;
using Trooper.Tests.Fakes.OpenAI;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>Chat's rules for messages, and Google's: system first, no empty parts, images inline.</summary>
internal static class GeminiMessageRules
{
    private static readonly HashSet<string> Roles = ["system", "user", "assistant", "tool"];

    public static Failure? Violation(JsonElement body)
    {
        var messages = body.Items("messages");
        return messages.Index().Select(message => MessageViolation(messages, message.Index)).FirstViolation()
            ?? ChatMessageRules.Violation(body, maxCallId: int.MaxValue);
    }

    private static Failure? MessageViolation(JsonElement[] messages, int index)
    {
        var message = messages[index];
        var role = message.Text("role") ?? "";
        if (!Roles.Contains(role))
        {
            return Failure.Invalid($"Invalid role: {role}. Please use a valid role: system, user, assistant, tool.");
        }

        if (role == "system" && messages.Take(index).Any(earlier => earlier.Text("role") != "system"))
        {
            return Failure.Invalid("Please ensure that system messages come before all other messages.");
        }

        if (role is "user" or "assistant" && IsEmpty(message))
        {
            return Failure.Invalid($"* GenerateContentRequest.contents[{index}].parts: contents.parts must not be empty.");
        }

        return message.Items("content").Any(IsRemoteImage)
            ? Failure.Invalid("Invalid image URL: only data URIs are supported.")
            : null;
    }

    private static bool IsRemoteImage(JsonElement part) =>
        part.Field("image_url").Text("url") is { } url && !url.StartsWith("data:", StringComparison.Ordinal);

    private static bool IsEmpty(JsonElement message) =>
        message.Items("tool_calls").Length == 0 && (message.Text("content") ?? "") == "" && message.Items("content").Length == 0;
}
