using System.Text;
using Trooper.Api.Pages.Markdown;
using Trooper.Core.Conversations;

namespace Trooper.Api.Pages.Chat;

/// <summary>A message as a page shows it. A model's words are Markdown; a person's are shown as they were typed.</summary>
internal static class MessageHtml
{
    private const int LongestToolText = 4_000;
    private const int LongestPicture = 1_500_000;

    public static string Of(Message message)
    {
        var html = new StringBuilder();
        foreach (var block in message.Content)
            Write(html, block, message.Role);
        return html.ToString();
    }

    /// <summary>Tools answer in the user's name; to a reader they are neither.</summary>
    public static string SpeakerOf(Message message) =>
        message.Role == Role.User && message.Content.Count > 0 && message.Content.All(block => block is ToolResultBlock) ? "tool" : MessageJson.NameOf(message.Role);

    private static void Write(StringBuilder html, Block block, Role role)
    {
        switch (block)
        {
            case TextBlock text when role == Role.Assistant:
                html.Append(SafeMarkdown.Render(text.Text));
                break;
            case TextBlock text:
                html.Append("<p class=\"typed\">").AddText(text.Text).Append("</p>");
                break;
            case ThinkingBlock thinking:
                Folded(html, "thoughts", "Thoughts", thinking.Thinking);
                break;
            case ToolCallBlock call:
                Folded(html, "call", $"Calls {call.Name}", call.ArgumentsJson);
                break;
            case ToolResultBlock result:
                Folded(html, result.IsError ? "result failed" : "result", result.IsError ? "Tool failed" : "Tool answered", result.Text);
                break;
            case ImageBlock { Base64: { } data, MediaType: "image/png" or "image/jpeg" or "image/gif" or "image/webp" } image when data.Length <= LongestPicture && IsBase64(data):
                html.Append("<img alt=\"Attached picture\" src=\"data:").AddText(image.MediaType).Append(";base64,").AddText(data).Append("\">");
                break;
            case ImageBlock image:
                Chip(html, image.Url is null ? "picture" : $"picture at {image.Url}");
                break;
            case DocumentBlock document:
                Chip(html, $"document {document.Title ?? document.Url ?? document.MediaType}");
                break;
            case RedactedThinkingBlock:
                Chip(html, "thoughts that only their provider can read");
                break;
            case OpaqueBlock opaque:
                Folded(html, "call", opaque.Type, opaque.Json);
                break;
        }
    }

    private static void Folded(StringBuilder html, string kind, string title, string text)
    {
        var shown = text.Length > LongestToolText ? text.AsSpan(0, LongestToolText) : text;
        html.Append("<details class=\"fold ").Append(kind).Append("\"><summary>").AddText(title).Append("</summary><pre tabindex=\"0\">").AddText(shown);
        if (shown.Length < text.Length)
            html.Append("\n… and ").Append(text.Length - shown.Length).Append(" more characters");
        html.Append("</pre></details>");
    }

    private static void Chip(StringBuilder html, string text) => html.Append("<p class=\"chip\">").AddText(text).Append("</p>");

    private static bool IsBase64(string data) => data.All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '=');
}
