using System.Text.Json;
using System.Text.RegularExpressions;
using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>The rules for a content block by itself.</summary>
internal static partial class BlockRules
{
    private static readonly HashSet<string> Kinds =
    [
        "text", "image", "document", "search_result", "thinking", "redacted_thinking", "tool_use", "tool_result", "server_tool_use",
        "web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result", "bash_code_execution_tool_result",
        "text_editor_code_execution_tool_result", "mcp_tool_use", "mcp_tool_result", "container_upload",
    ];

    private static readonly HashSet<string> ImageTypes = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    public static Failure? Violation(JsonElement block, string role, string path, bool latestVersion) => block.Text("type") switch
    {
        "text" => TextViolation(block, role, path, latestVersion),
        "image" => ImageViolation(block.Field("source"), $"{path}.image.source"),
        "document" when latestVersion && role == "assistant" => Failure.Invalid($"{path}: `document` blocks are not permitted in `assistant` messages"),
        "tool_use" => CallViolation(block, role, $"{path}.tool_use"),
        "tool_result" => ResultViolation(block, role, path, latestVersion),
        "thinking" or "redacted_thinking" when role != "assistant" => Failure.Invalid(
            $"{path}: `{block.Text("type")}` blocks may only be in `assistant` messages"),
        { } kind when Kinds.Contains(kind) => null,
        var kind => Failure.Invalid(
            $"{path}: Input tag '{kind}' found using 'type' does not match any of the expected tags: {string.Join(", ", Kinds.Select(known => $"'{known}'"))}"),
    };

    private static Failure? TextViolation(JsonElement block, string role, string path, bool latestVersion)
    {
        if (block.Text("text") is not { } text)
        {
            return Failure.Invalid($"{path}.text.text: Field required");
        }

        if (text.Length == 0)
        {
            return Failure.Invalid("messages: text content blocks must be non-empty");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return Failure.Invalid("messages: text content blocks must contain non-whitespace text");
        }

        return latestVersion && role == "user" && block.Items("citations").Length > 0
            ? Failure.Invalid($"{path}.text.citations: citations are not permitted in `user` messages")
            : null;
    }

    private static Failure? ImageViolation(JsonElement source, string path)
    {
        if (source.Text("type") is "url" or "file")
        {
            return null;
        }

        if (!ImageTypes.Contains(source.Text("media_type") ?? ""))
        {
            return Failure.Invalid($"{path}.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'");
        }

        var isBase64 = source.Field("data") is { IsString: true } data && data.TryGetBytesFromBase64(out _);
        return isBase64 ? null : Failure.Invalid($"{path}.base64: invalid base64 data");
    }

    private static Failure? CallViolation(JsonElement block, string role, string path)
    {
        if (role != "assistant")
        {
            return Failure.Invalid($"{path}: `tool_use` blocks can only be in `assistant` messages");
        }

        if (!CallId().IsMatch(block.Text("id") ?? ""))
        {
            return Failure.Invalid($"{path}.id: String should match pattern '{CallId()}'");
        }

        return block.Field("input").IsObject ? null : Failure.Invalid($"{path}.input: Input should be a valid dictionary");
    }

    private static Failure? ResultViolation(JsonElement block, string role, string path, bool latestVersion)
    {
        if (role != "user")
        {
            return Failure.Invalid($"{path}: `tool_result` blocks can only be in `user` messages");
        }

        var content = block.Field("content");
        return content.Items().Index()
            .Select(part => Violation(part.Item, role, $"{path}.tool_result.content.{part.Index}", latestVersion))
            .FirstViolation();
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex CallId();
}
