using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>
/// Reads Anthropic Messages replies, streamed or whole. Unknown events, blocks and deltas are passed over, as the API's versioning asks of clients
/// (https://docs.anthropic.com/en/api/versioning).
/// </summary>
public sealed class AnthropicReplyReader : IReplyReader
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonLimits.MaxDepth };

    private TokenUsage usage;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (data.IsEmpty || ReadDelta(data, sink))
            return;
        var reader = new Utf8JsonReader(data, ReaderOptions);
        using var document = JsonDocument.ParseValue(ref reader);
        ReadEvent(document.RootElement, sink);
    }

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink)
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        using var document = JsonDocument.ParseValue(ref reader);
        var message = document.RootElement;
        if (message.Text("type") != "message" || !message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
            throw new JsonException("not a message");
        Start(message, sink);
        foreach (var block in content.EnumerateArray())
        {
            StartBlock(block, sink, whole: true);
            sink.On(new() { Kind = ReplyEventKind.BlockEnded });
        }
        Stop(message, sink);
        sink.On(new() { Kind = ReplyEventKind.Usage, Usage = usage });
        sink.On(new() { Kind = ReplyEventKind.Ended });
    }

    // Nearly every frame is a delta, so that one shape is read without a document.
    private static bool ReadDelta(ReadOnlySpan<byte> data, IReplySink sink)
    {
        var reader = new Utf8JsonReader(data, ReaderOptions);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an event is a JSON object");
        if (!reader.Read() || !reader.ValueTextEquals("type"u8) || !reader.Read() || !reader.ValueTextEquals("content_block_delta"u8))
            return false;
        ReadDeltaIn(ref reader, sink);
        return true;
    }

    private static void ReadDeltaIn(ref Utf8JsonReader reader, IReplySink sink)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDelta = reader.ValueTextEquals("delta"u8);
            reader.Read();
            if (isDelta && reader.TokenType == JsonTokenType.StartObject)
                ReadDeltaFields(ref reader, sink);
            else
                reader.Skip();
        }
    }

    private static void ReadDeltaFields(ref Utf8JsonReader reader, IReplySink sink)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReplyEventKind? kind = null;
            if (reader.ValueTextEquals("text"u8)) kind = ReplyEventKind.Text;
            else if (reader.ValueTextEquals("partial_json"u8)) kind = ReplyEventKind.Arguments;
            else if (reader.ValueTextEquals("thinking"u8)) kind = ReplyEventKind.Thinking;
            else if (reader.ValueTextEquals("signature"u8)) kind = ReplyEventKind.Signature;
            reader.Read();
            if (kind is { } known && reader.TokenType == JsonTokenType.String)
                Emit(known, ref reader, sink);
            else
                reader.Skip();
        }
    }

    private static void Emit(ReplyEventKind kind, ref Utf8JsonReader reader, IReplySink sink)
    {
        if (reader.ValueSpan.IsEmpty)
            return;
        if (!reader.ValueIsEscaped)
        {
            sink.On(new() { Kind = kind, Data = reader.ValueSpan });
            return;
        }
        var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        sink.On(new() { Kind = kind, Data = unescaped.AsSpan(0, reader.CopyString(unescaped)) });
        ArrayPool<byte>.Shared.Return(unescaped);
    }

    private void ReadEvent(JsonElement frame, IReplySink sink)
    {
        switch (frame.Text("type"))
        {
            case "message_start" when frame.TryGetProperty("message", out var message):
                Start(message, sink);
                break;
            case "content_block_start" when frame.TryGetProperty("content_block", out var block):
                StartBlock(block, sink, whole: false);
                break;
            case "content_block_delta":
                // The type did not come first.
                var reordered = new Utf8JsonReader(Encoding.UTF8.GetBytes(frame.GetRawText()), ReaderOptions);
                reordered.Read();
                ReadDeltaIn(ref reordered, sink);
                break;
            case "content_block_stop":
                sink.On(new() { Kind = ReplyEventKind.BlockEnded });
                break;
            case "message_delta":
                if (frame.TryGetProperty("usage", out var totals))
                {
                    Take(totals);
                    sink.On(new() { Kind = ReplyEventKind.Usage, Usage = usage });
                }
                if (frame.TryGetProperty("delta", out var delta))
                    Stop(delta, sink);
                break;
            case "message_stop":
                sink.On(new() { Kind = ReplyEventKind.Ended });
                break;
            case "ping":
                sink.On(new() { Kind = ReplyEventKind.Ping });
                break;
            case "error":
                Fail(frame, sink);
                break;
        }
    }

    private void Start(JsonElement message, IReplySink sink)
    {
        if (message.TryGetProperty("usage", out var counts))
            Take(counts);
        sink.On(new() { Kind = ReplyEventKind.Started, Id = message.Text("id"), Name = message.Text("model"), Usage = usage });
    }

    private static void StartBlock(JsonElement block, IReplySink sink, bool whole)
    {
        switch (block.Text("type"))
        {
            case "text":
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Text });
                Piece(ReplyEventKind.Text, block, "text", sink);
                break;
            case "thinking":
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Thinking });
                Piece(ReplyEventKind.Thinking, block, "thinking", sink);
                Piece(ReplyEventKind.Signature, block, "signature", sink);
                break;
            case "redacted_thinking":
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.RedactedThinking, Data = Bytes(block, "data") });
                break;
            case "tool_use":
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.ToolCall, Id = block.Text("id"), Name = block.Text("name") });
                // A stream opens a call with an empty input; the arguments come as deltas.
                if (block.TryGetProperty("input", out var input) && (whole || input.EnumerateObject().Any()))
                    sink.On(new() { Kind = ReplyEventKind.Arguments, Data = Encoding.UTF8.GetBytes(input.GetRawText()) });
                break;
            case { } other:
                sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.Opaque, Name = other, Data = Encoding.UTF8.GetBytes(block.GetRawText()) });
                break;
        }
    }

    private static void Piece(ReplyEventKind kind, JsonElement block, string name, IReplySink sink)
    {
        var bytes = Bytes(block, name);
        if (!bytes.IsEmpty)
            sink.On(new() { Kind = kind, Data = bytes });
    }

    private static void Stop(JsonElement fields, IReplySink sink)
    {
        if (AnthropicTerms.StopReasonOf(fields.Text("stop_reason")) is { } reason)
            sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = reason, Name = fields.Text("stop_sequence") });
    }

    private static void Fail(JsonElement frame, IReplySink sink)
    {
        var error = frame.TryGetProperty("error", out var inner) ? inner : frame;
        sink.On(new() { Kind = ReplyEventKind.Failed, Name = error.Text("type") ?? "api_error", Data = Bytes(error, "message") });
    }

    private void Take(JsonElement counts)
    {
        var read = counts.Int("cache_read_input_tokens") ?? usage.CacheRead;
        var written = counts.Int("cache_creation_input_tokens") ?? usage.CacheWrite;
        var uncached = counts.Int("input_tokens") ?? usage.Input - usage.CacheRead - usage.CacheWrite;
        usage = new(uncached + read + written, counts.Int("output_tokens") ?? usage.Output, read, written)
        {
            Reasoning = counts.Object("output_tokens_details")?.Int("thinking_tokens") ?? usage.Reasoning,
        };
    }

    private static ReadOnlySpan<byte> Bytes(JsonElement element, string name) => element.Text(name) is { Length: > 0 } text ? Encoding.UTF8.GetBytes(text) : default;
}
