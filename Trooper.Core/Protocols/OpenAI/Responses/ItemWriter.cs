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
    private readonly PartWriter parts = new(json, dropped);
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
                parts.Drop("thinking"); // another provider's, or unsigned: OpenAI takes back only what it sealed
                break;
        }
    }

    private void WriteReasoning(string thinking, string content)
    {
        json.WriteStartObject();
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (thinking.Length > 0)
            parts.WriteText("summary_text", thinking);
        json.WriteEndArray();
        json.WriteString("encrypted_content", content);
        json.WriteEndObject();
    }

    private void WriteCall(ToolCallBlock call)
    {
        var form = formOf(call.Name);
        json.WriteStartObject();
        json.WriteString("type", form.IsCustom ? "custom_tool_call" : "function_call");
        json.WriteString("call_id", CallIds.Fit(call.Id));
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
        json.WriteString("call_id", CallIds.Fit(result.CallId));
        json.WritePropertyName("output");
        if (result.Content.All(block => block is TextBlock) && result.Content.Count <= 1)
        {
            json.WriteStringValue(result.IsError ? $"Error: {result.Text}" : result.Text);
        }
        else
        {
            json.WriteStartArray();
            if (result.IsError)
                parts.WriteText(PartWriter.Input, "Error:");
            foreach (var block in result.Content)
                parts.Write(block, PartWriter.Input);
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
            parts.Write(block, role == "assistant" ? PartWriter.Output : PartWriter.Input);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
