using System.Text;
using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Writes messages as input items: each call and each result is an item of its own, texts and images between them are messages.
/// </summary>
/// <param name="formOf">How a tool is called; the names of a client of another dialect are made to fit.</param>
/// <param name="keepsReasoning">The model can read its own reasoning back.</param>
internal sealed class ItemWriter(Utf8JsonWriter json, List<string> dropped, Func<string, ToolForm> formOf, bool keepsReasoning)
{
    private readonly HashSet<string> customCalls = [];

    public void Write(Message message)
    {
        if (message.Role == Role.Assistant)
        {
            WriteAssistant(message.Content);
            return;
        }
        foreach (var result in message.ToolResults)
            WriteResult(result);
        var said = message.Content.Where(block => block is not ToolResultBlock).ToList();
        if (said.Count > 0)
            WriteMessage(message.Role == Role.System ? "developer" : "user", said);
    }

    private void WriteAssistant(IReadOnlyList<Block> content)
    {
        var said = new List<Block>();
        foreach (var block in content)
        {
            if (block is not (ThinkingBlock or RedactedThinkingBlock or ToolCallBlock))
            {
                said.Add(block);
                continue;
            }
            Flush(said);
            WriteModelItem(block);
        }
        Flush(said);
    }

    private void Flush(List<Block> said)
    {
        if (said.Count > 0)
            WriteMessage("assistant", said);
        said.Clear();
    }

    private void WriteModelItem(Block block)
    {
        switch (block)
        {
            case ToolCallBlock call:
                WriteCall(call);
                break;
            case ThinkingBlock thinking when keepsReasoning && ReasoningSeal.Open(thinking.Signature) is { } content:
                WriteReasoning(thinking.Thinking, content);
                break;
            default:
                Drop("thinking"); // another provider's, or unsigned: OpenAI takes back only what it sealed
                break;
        }
    }

    private void WriteReasoning(string thinking, string content)
    {
        json.WriteStartObject();
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (thinking.Length > 0)
            WriteTextPart("summary_text", thinking);
        json.WriteEndArray();
        json.WriteString("encrypted_content", content);
        json.WriteEndObject();
    }

    private void WriteCall(ToolCallBlock call)
    {
        var form = formOf(call.Name);
        json.WriteStartObject();
        json.WriteString("type", form.IsCustom ? "custom_tool_call" : "function_call");
        json.WriteString("call_id", ToolNames.FitCallId(call.Id));
        if (form.Namespace is not null)
            json.WriteString("namespace", form.Namespace);
        json.WriteString("name", form.Name);
        if (form.IsCustom)
        {
            customCalls.Add(call.Id);
            json.WriteString("input", CustomInput.Unwrap(Encoding.UTF8.GetBytes(call.ArgumentsJson)));
        }
        else
        {
            json.WriteString("arguments", string.IsNullOrWhiteSpace(call.ArgumentsJson) ? "{}" : call.ArgumentsJson);
        }
        json.WriteEndObject();
    }

    // There is no mark for a failure: it is said.
    private void WriteResult(ToolResultBlock result)
    {
        json.WriteStartObject();
        json.WriteString("type", customCalls.Contains(result.CallId) ? "custom_tool_call_output" : "function_call_output");
        json.WriteString("call_id", ToolNames.FitCallId(result.CallId));
        json.WritePropertyName("output");
        if (result.Content.All(block => block is TextBlock) && result.Content.Count <= 1)
        {
            json.WriteStringValue(result.IsError ? $"Error: {result.Text}" : result.Text);
        }
        else
        {
            json.WriteStartArray();
            if (result.IsError)
                WriteTextPart("input_text", "Error:");
            foreach (var block in result.Content)
                WritePart(block, "input_text");
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteMessage(string role, IReadOnlyList<Block> said)
    {
        json.WriteStartObject();
        json.WriteString("type", "message");
        json.WriteString("role", role);
        json.WriteStartArray("content");
        foreach (var block in said)
            WritePart(block, role == "assistant" ? "output_text" : "input_text");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // What can't be carried is said in its place, so that the model knows of it, and reported to the client.
    private void WritePart(Block block, string textType)
    {
        var isInput = textType == "input_text";
        switch (block)
        {
            case TextBlock text:
                WriteTextPart(textType, text.Text);
                break;
            case ImageBlock image when isInput:
                WriteImage(image);
                break;
            case DocumentBlock { Text: { } text } document:
                WriteTextPart(textType, document.Title is null ? text : $"{document.Title}\n{text}");
                break;
            case DocumentBlock document when isInput:
                WriteFile(document);
                break;
            case OpaqueBlock { Type: "input_image" or "input_file" or "input_audio" } own when isInput:
                json.WriteRawValue(own.Json, skipInputValidation: true);
                break;
            default:
                var name = block is OpaqueBlock opaque ? opaque.Type : block is ImageBlock ? "image" : "document";
                Drop(name);
                WriteTextPart(textType, $"[{name}]");
                break;
        }
    }

    private void WriteTextPart(string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private void WriteImage(ImageBlock image)
    {
        json.WriteStartObject();
        json.WriteString("type", "input_image");
        json.WriteString("image_url", image.Url ?? DataUri.Write(image.MediaType, image.Base64 ?? ""));
        json.WriteString("detail", "auto");
        json.WriteEndObject();
    }

    private void WriteFile(DocumentBlock document)
    {
        json.WriteStartObject();
        json.WriteString("type", "input_file");
        if (document.Url is not null)
        {
            json.WriteString("file_url", document.Url);
        }
        else
        {
            json.WriteString("filename", document.Title ?? "document.pdf"); // required beside the data
            json.WriteString("file_data", DataUri.Write(document.MediaType, document.Base64 ?? ""));
        }
        json.WriteEndObject();
    }

    private void Drop(string name)
    {
        if (!dropped.Contains(name))
            dropped.Add(name);
    }
}
