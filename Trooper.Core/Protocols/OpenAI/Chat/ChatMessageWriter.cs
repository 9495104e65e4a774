using System.Text.Json;
using Trooper.Core.Conversations;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Writes messages as Chat Completions have them: each tool result is a message of its own, right behind the calls; what a result cannot hold,
/// images and files, follows in the user's message behind all results.
/// </summary>
internal sealed class ChatMessageWriter(Utf8JsonWriter json, ChatAbilities abilities, DroppedFields dropped)
{
    private readonly ChatPartWriter parts = new(json, abilities, dropped);

    public void WriteSystem(string text) => WriteText(abilities.SystemRole, text);

    public void Write(Message message)
    {
        switch (message.Role)
        {
            case Role.Assistant:
                WriteAssistant(message);
                break;
            case Role.System when abilities.TakesLateSystem:
                WriteText(abilities.SystemRole, message.Text);
                break;
            case Role.System:
                WriteText("user", $"<system-reminder>\n{message.Text}\n</system-reminder>");
                break;
            default:
                WriteUser(message);
                break;
        }
    }

    private void WriteUser(Message message)
    {
        var said = new List<Block>();
        foreach (var result in message.ToolResults)
        {
            WriteResult(result);
            var beside = result.Content.Where(parts.IsMedia).ToList();
            if (beside.Count > 0)
                said.Add(new TextBlock($"Returned by the tool call {CallIds.Fit(result.CallId)}:"));
            said.AddRange(beside);
        }
        var hasResults = message.ToolResults.Any();
        said.AddRange(message.Content.Where(block => block is not ToolResultBlock));
        said.RemoveAll(parts.SaysNothing);
        if (said.Count > 0 || !hasResults)
            WriteContent("user", said);
    }

    private void WriteContent(string role, List<Block> content)
    {
        if (content is [] or [TextBlock])
        {
            WriteText(role, content is [TextBlock only] ? only.Text : "[This message is empty.]");
            return;
        }
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteStartArray("content");
        foreach (var block in content)
            parts.Write(block);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteResult(ToolResultBlock result)
    {
        var lines = result.Content.Where(block => !parts.IsMedia(block)).Select(parts.TextOf).Where(text => text.Length > 0).ToList();
        if (result.Content.Any(parts.IsMedia))
            lines.Add("[What is not text follows in the next message.]");
        var text = string.Join('\n', lines);
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", CallIds.Fit(result.CallId));
        json.WriteString("content", result.IsError ? $"Error: {text}" : text);
        json.WriteEndObject();
    }

    private void WriteAssistant(Message message)
    {
        var text = string.Join('\n', message.Content.Where(block => block is not ToolCallBlock).Select(parts.TextOf).Where(text => text.Length > 0));
        var calls = message.ToolCalls.ToList();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        if (text.Length > 0)
            json.WriteString("content", text);
        else if (calls.Count == 0)
            json.WriteString("content", "[No answer was given.]"); // a message of thoughts alone; providers refuse one without anything
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            for (var index = 0; index < calls.Count; index++)
                WriteCall(calls[index], isFirst: index == 0);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void WriteCall(ToolCallBlock call, bool isFirst)
    {
        json.WriteStartObject();
        json.WriteString("id", CallIds.Fit(call.Id));
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", ToolNames.Sent(call.Name));
        json.WriteString("arguments", call.ArgumentsJson);
        json.WriteEndObject();
        // The first call of a step is the one that is checked.
        if (abilities.CarriesSignatures && (call.Signature ?? (isFirst ? abilities.ForeignSignature : null)) is { } signature)
            WriteSignature(signature);
        json.WriteEndObject();
    }

    private void WriteSignature(string signature)
    {
        json.WriteStartObject("extra_content");
        json.WriteStartObject("google");
        json.WriteString("thought_signature", signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteText(string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }
}
