using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Writes the events of one output item: announced, its part opened, filled, closed, done. Clients take the order as given: the official SDK fails on a
/// delta before its part, agents run a call only when it is done.
/// </summary>
internal sealed class OutputItemEvents
{
    public EventStream Stream { get; } = new();

    public void Begin(OutputItem item, IBufferWriter<byte> output)
    {
        using (var added = Stream.Begin(output, "response.output_item.added"u8))
        {
            added.Json.WriteNumber("output_index", item.Index);
            added.Json.WritePropertyName("item");
            item.Write(added.Json, isAnnounced: true);
        }
        if (item.Block == BlockKind.Text)
            Part(item, "response.content_part.added"u8, default, output);
    }

    /// <summary>Adds a piece, and tells of it where pieces have a meaning of their own.</summary>
    public void Add(OutputItem item, ReadOnlySpan<byte> piece, IBufferWriter<byte> output)
    {
        if (item is { Block: BlockKind.Thinking, HasText: false })
            Part(item, "response.reasoning_summary_part.added"u8, default, output); // reasoning that shows nothing has no part
        item.Add(piece);
        if (item.Block != BlockKind.ToolCall)
            Piece(item, item.Block == BlockKind.Thinking ? "response.reasoning_summary_text.delta"u8 : "response.output_text.delta"u8, "delta", piece, output);
        else if (!item.Form.IsCustom)
            Piece(item, "response.function_call_arguments.delta"u8, "delta", piece, output);
    }

    public void End(OutputItem item, IBufferWriter<byte> output)
    {
        switch (item.Block)
        {
            case BlockKind.Text:
                Piece(item, "response.output_text.done"u8, "text", item.Text, output);
                Part(item, "response.content_part.done"u8, item.Text, output);
                break;
            case BlockKind.Thinking when item.HasText:
                Piece(item, "response.reasoning_summary_text.done"u8, "text", item.Text, output);
                Part(item, "response.reasoning_summary_part.done"u8, item.Text, output);
                break;
            case BlockKind.ToolCall:
                EndCall(item, output);
                break;
        }
        using var done = Stream.Begin(output, "response.output_item.done"u8);
        done.Json.WriteNumber("output_index", item.Index);
        done.Json.WritePropertyName("item");
        item.Write(done.Json);
    }

    private void EndCall(OutputItem item, IBufferWriter<byte> output)
    {
        if (item.Form.IsCustom)
        {
            var input = Encoding.UTF8.GetBytes(item.Input);
            Piece(item, "response.custom_tool_call_input.delta"u8, "delta", input, output);
            Piece(item, "response.custom_tool_call_input.done"u8, "input", input, output);
            return;
        }
        if (!item.HasText)
            Piece(item, "response.function_call_arguments.delta"u8, "delta", item.Text, output);
        Piece(item, "response.function_call_arguments.done"u8, "arguments", item.Text, output);
    }

    private void Piece(OutputItem item, ReadOnlySpan<byte> type, string field, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        using var frame = Stream.Begin(output, type);
        Place(frame.Json, item);
        frame.Json.WriteString(field, text);
        if (item.Block == BlockKind.Text)
            OutputItem.WriteEmptyList(frame.Json, "logprobs");
        else if (field == "arguments")
            frame.Json.WriteString("name", item.Form.Name);
    }

    private void Part(OutputItem item, ReadOnlySpan<byte> type, ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        using var frame = Stream.Begin(output, type);
        Place(frame.Json, item);
        frame.Json.WritePropertyName("part");
        if (item.Block == BlockKind.Text)
            OutputItem.WriteTextPart(frame.Json, text);
        else
            OutputItem.WriteSummaryPart(frame.Json, text);
    }

    private static void Place(Utf8JsonWriter json, OutputItem item)
    {
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", item.Index);
        if (item.Block != BlockKind.ToolCall)
            json.WriteNumber(item.Block == BlockKind.Text ? "content_index" : "summary_index", 0);
    }
}
