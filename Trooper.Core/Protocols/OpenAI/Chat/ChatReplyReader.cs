using System.Buffers;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>
/// Reads Chat Completions, streamed or whole, as OpenAI, Gemini and those who follow them write them. A stream has ended properly when a
/// <c>finish_reason</c> came; <c>[DONE]</c> alone proves nothing.
/// </summary>
/// <param name="newCallId">Makes ids for tool calls that come without one.</param>
/// <param name="names">The names that the request's tools were sent under.</param>
public sealed class ChatReplyReader(Func<string> newCallId, ToolNames names) : IReplyReader
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = JsonLimits.MaxDepth };

    private readonly BlockSequence blocks = new(newCallId, names);
    private bool started, refused, stopped, ended;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (data.IsEmpty)
            return;
        if (data.SequenceEqual(ChatTerms.Done))
        {
            ReadEnd(sink);
            return;
        }
        var reader = new Utf8JsonReader(data, ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            ReadChunk(ref reader, data, sink);
        else
            ChatFailure.Read(data, sink);
    }

    public void ReadEnd(IReplySink sink)
    {
        if (!stopped || ended)
            return;
        ended = true;
        sink.On(new() { Kind = ReplyEventKind.Ended });
    }

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink)
    {
        var reader = new Utf8JsonReader(body, ReaderOptions);
        using var document = JsonDocument.ParseValue(ref reader);
        var reply = document.RootElement;
        if (reply.Items("choices").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } choice || choice.Object("message") is not { } message)
            throw new JsonException("not a chat completion");
        Start(reply.Text("id"), reply.Text("model"), sink);
        refused = ChatWholeMessage.Read(message, blocks, sink);
        if (reply.Object("usage") is { } usage)
            sink.On(new() { Kind = ReplyEventKind.Usage, Usage = ChatUsage.Read(usage) });
        Stop(choice.Text("finish_reason") ?? "stop", sink);
        ReadEnd(sink);
    }

    private void ReadChunk(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, IReplySink sink)
    {
        string? finishReason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isChoices = reader.ValueTextEquals("choices"u8);
            var isUsage = reader.ValueTextEquals("usage"u8);
            var isError = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isChoices && reader.TokenType == JsonTokenType.StartArray)
                finishReason = ReadChoices(ref reader, data, sink);
            else if (isUsage && reader.TokenType == JsonTokenType.StartObject)
                sink.On(new() { Kind = ReplyEventKind.Usage, Usage = ChatUsage.Read(ref reader) });
            else if (isError && reader.TokenType is not (JsonTokenType.Null or JsonTokenType.False))
            {
                ChatFailure.Read(data, sink);
                return;
            }
            else
                reader.Skip();
        }
        if (finishReason is { Length: > 0 })
            Stop(finishReason, sink);
    }

    private string? ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> data, IReplySink sink)
    {
        string? finishReason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (!started)
                Start(data, sink);
            finishReason = ReadChoice(ref reader, sink) ?? finishReason;
        }
        return finishReason;
    }

    private string? ReadChoice(ref Utf8JsonReader reader, IReplySink sink)
    {
        string? finishReason = null;
        var isFirst = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDelta = reader.ValueTextEquals("delta"u8);
            var isReason = reader.ValueTextEquals("finish_reason"u8);
            var isIndex = reader.ValueTextEquals("index"u8);
            reader.Read();
            if (isIndex && reader.TokenType == JsonTokenType.Number)
                isFirst = reader.TryGetInt32(out var index) && index == 0;
            else if (isReason && reader.TokenType == JsonTokenType.String && isFirst)
                finishReason = reader.GetString();
            else if (isDelta && reader.TokenType == JsonTokenType.StartObject && isFirst)
                ReadDelta(ref reader, sink);
            else
                reader.Skip();
        }
        return finishReason;
    }

    private void ReadDelta(ref Utf8JsonReader reader, IReplySink sink)
    {
        var hasReasoning = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.ValueTextEquals("content"u8);
            var isRefusal = reader.ValueTextEquals("refusal"u8);
            // Some send the same thoughts under both names.
            var isReasoning = !hasReasoning && (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8));
            var isCalls = reader.ValueTextEquals("tool_calls"u8);
            var isExtra = reader.ValueTextEquals("extra_content"u8);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String && (isText || isRefusal || isReasoning))
            {
                refused |= isRefusal && !reader.ValueSpan.IsEmpty;
                hasReasoning |= isReasoning;
                Piece(isReasoning ? BlockKind.Thinking : BlockKind.Text, ref reader, sink);
            }
            else if (isCalls && reader.TokenType == JsonTokenType.StartArray)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                    ChatCallReader.Read(ref reader, blocks, sink);
            }
            else if (isExtra && ThoughtSignature.Read(ref reader) is { } signature)
                blocks.Sign(signature, sink);
            else
                reader.Skip();
        }
    }

    private void Piece(BlockKind kind, ref Utf8JsonReader reader, IReplySink sink)
    {
        if (!reader.ValueIsEscaped)
        {
            blocks.Piece(kind, reader.ValueSpan, sink);
            return;
        }
        var unescaped = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        blocks.Piece(kind, unescaped.AsSpan(0, WireText.Copy(ref reader, unescaped)), sink);
        ArrayPool<byte>.Shared.Return(unescaped);
    }

    // The first chunk alone is looked through for what it says of the reply, as its fields may come in any order.
    private void Start(ReadOnlySpan<byte> chunk, IReplySink sink)
    {
        string? id = null, model = null;
        var reader = new Utf8JsonReader(chunk, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.ValueTextEquals("id"u8);
            var isModel = reader.ValueTextEquals("model"u8);
            reader.Read();
            if (isId && reader.TokenType == JsonTokenType.String)
                id = reader.GetString();
            else if (isModel && reader.TokenType == JsonTokenType.String)
                model = reader.GetString();
            reader.Skip();
        }
        Start(id, model, sink);
    }

    private void Start(string? id, string? model, IReplySink sink)
    {
        const string listed = "models/"; // Gemini's names may have it
        started = true;
        if (model?.StartsWith(listed, StringComparison.Ordinal) == true)
            model = model[listed.Length..];
        sink.On(new() { Kind = ReplyEventKind.Started, Id = Given(id), Name = Given(model) });

        static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;
    }

    private void Stop(string finishReason, IReplySink sink)
    {
        if (stopped)
            return;
        if (finishReason == "error") // a router's word for a provider that broke off
        {
            sink.On(new() { Kind = ReplyEventKind.Failed, Name = "server_error", Data = "the provider broke off"u8 });
            return;
        }
        stopped = true;
        blocks.Finish(sink);
        sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = ChatTerms.StopReasonOf(finishReason, blocks.HasCalls, refused) });
    }
}
