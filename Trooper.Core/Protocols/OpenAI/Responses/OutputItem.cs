using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>An item of a reply's output, as far as it has come.</summary>
/// <param name="block">A text, a thinking or a tool call: a message, a reasoning or a call here.</param>
internal sealed class OutputItem(BlockKind block, int index, string id)
{
    private readonly ArrayBufferWriter<byte> text = new(256);

    public BlockKind Block => block;

    public int Index => index;

    public string Id => id;

    public string CallId { get; init; } = "";

    public ToolForm Form { get; init; }

    /// <summary>The signature of a thinking.</summary>
    public string? Signature { get; set; }

    public string Status { get; set; } = "completed";

    /// <summary>The text, the thinking, or the call's arguments.</summary>
    public ReadOnlySpan<byte> Text => block == BlockKind.ToolCall && text.WrittenCount == 0 ? "{}"u8 : text.WrittenSpan;

    public bool HasText => text.WrittenCount > 0;

    /// <summary>A custom call's input.</summary>
    public string Input => CustomInput.Unwrap(text.WrittenMemory);

    public void Add(ReadOnlySpan<byte> piece) => text.Write(piece);

    public void Add(string piece) => text.Write(Encoding.UTF8.GetBytes(piece));

    public static string PrefixOf(BlockKind block, bool isCustom) => block switch
    {
        BlockKind.Thinking => "rs_",
        BlockKind.ToolCall => isCustom ? "ctc_" : "fc_",
        _ => "msg_",
    };

    /// <param name="isAnnounced">The item has only begun: it is shown empty.</param>
    public void Write(Utf8JsonWriter json, bool isAnnounced = false)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        switch (block)
        {
            case BlockKind.Thinking:
                WriteReasoning(json, isAnnounced);
                break;
            case BlockKind.ToolCall:
                WriteCall(json, isAnnounced);
                break;
            default:
                WriteMessage(json, isAnnounced);
                break;
        }
        json.WriteEndObject();
    }

    public static void WriteTextPart(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        json.WriteStartObject();
        json.WriteString("type", "output_text");
        json.WriteString("text", text);
        WriteEmptyList(json, "annotations");
        WriteEmptyList(json, "logprobs");
        json.WriteEndObject();
    }

    public static void WriteSummaryPart(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        json.WriteStartObject();
        json.WriteString("type", "summary_text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    public static void WriteEmptyList(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }

    private void WriteMessage(Utf8JsonWriter json, bool isAnnounced)
    {
        json.WriteString("type", "message");
        json.WriteString("status", isAnnounced ? "in_progress" : Status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (!isAnnounced)
            WriteTextPart(json, Text);
        json.WriteEndArray();
    }

    private void WriteReasoning(Utf8JsonWriter json, bool isAnnounced)
    {
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (!isAnnounced && HasText)
            WriteSummaryPart(json, Text);
        json.WriteEndArray();
        // Another provider's reasoning is marked, so that it can be taken out again before OpenAI sees it.
        if (!isAnnounced)
            json.WriteString("encrypted_content", ReasoningSeal.Open(Signature) ?? ForeignThinking.Mark(Signature));
    }

    private void WriteCall(Utf8JsonWriter json, bool isAnnounced)
    {
        json.WriteString("type", Form.IsCustom ? "custom_tool_call" : "function_call");
        json.WriteString("status", isAnnounced ? "in_progress" : Status);
        json.WriteString("call_id", CallId);
        if (Form.Namespace is not null)
            json.WriteString("namespace", Form.Namespace);
        json.WriteString("name", Form.Name);
        if (Form.IsCustom)
            json.WriteString("input", isAnnounced ? "" : Input);
        else
            json.WriteString("arguments", isAnnounced ? default : Text);
    }
}
