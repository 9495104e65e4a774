using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.Ollama;

/// <summary>
/// Writes messages as Ollama takes them: content is one string, images are raw base64 beside it, each tool result is a message of its own
/// that names the tool and the call.
/// </summary>
internal sealed class OllamaMessageWriter(Utf8JsonWriter json, List<string> dropped)
{
    private readonly Dictionary<string, string> toolNames = [];

    public void Write(Message message)
    {
        if (message.Role == Role.Assistant)
        {
            WriteAssistant(message);
            return;
        }
        foreach (var result in message.ToolResults)
            WriteResult(result);
        var said = message.Content.Where(block => block is not ToolResultBlock).ToList();
        if (said.Count > 0)
            WritePlain(message.Role == Role.System ? "system" : "user", said);
    }

    private void WriteAssistant(Message message)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", TextOf(message.Content));
        var thinking = string.Concat(message.Content.OfType<ThinkingBlock>().Select(block => block.Thinking));
        if (thinking.Length > 0)
            json.WriteString("thinking", thinking);
        var calls = message.ToolCalls.ToList();
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in calls)
                WriteCall(call);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteCall(ToolCallBlock call)
    {
        toolNames[call.Id] = call.Name;
        json.WriteStartObject();
        json.WriteString("id", call.Id);
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");
        ToolArguments.WriteObject(json, call.ArgumentsJson);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResult(ToolResultBlock result)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        var text = TextOf(result.Content);
        json.WriteString("content", result.IsError ? $"Error: {text}" : text);
        json.WriteString("tool_call_id", result.CallId);
        if (toolNames.TryGetValue(result.CallId, out var name))
            json.WriteString("tool_name", name);
        WriteImages(result.Content);
        json.WriteEndObject();
    }

    private void WritePlain(string role, IReadOnlyList<Block> content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", TextOf(content));
        WriteImages(content);
        json.WriteEndObject();
    }

    private void WriteImages(IReadOnlyList<Block> content)
    {
        if (!content.Any(block => block is ImageBlock { Base64: not null }))
            return;
        json.WriteStartArray("images");
        foreach (var image in content.OfType<ImageBlock>().Where(image => image.Base64 is not null))
            json.WriteStringValue(image.Base64);
        json.WriteEndArray();
    }

    // What can't be carried is said in its place, so that the model knows of it, and reported to the client.
    private string TextOf(IReadOnlyList<Block> content) =>
        string.Join('\n', content.Select(TextOf).Where(text => text.Length > 0));

    private string TextOf(Block block)
    {
        switch (block)
        {
            case TextBlock text:
                return text.Text;
            case DocumentBlock { Text: { } text } document:
                return document.Title is null ? text : $"{document.Title}\n{text}";
            case DocumentBlock document:
                dropped.Add("document");
                return $"[A document that this model cannot read: {document.Title ?? document.Url ?? document.MediaType}]";
            case ImageBlock { Base64: null } image:
                dropped.Add("image url");
                return $"[An image that this model cannot fetch: {image.Url}]";
            case OpaqueBlock opaque:
                dropped.Add(opaque.Type);
                return $"[{opaque.Type}]";
            case RedactedThinkingBlock:
                dropped.Add("thinking");
                return "";
            default:
                return "";
        }
    }
}
