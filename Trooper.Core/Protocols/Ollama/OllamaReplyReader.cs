using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.Ollama;

/// <summary>
/// Reads replies of Ollama's <c>/api/chat</c>: one JSON object per line, thinking before content, tool calls whole, counts on the line that says
/// <c>done</c>. A stream without that line was cut.
/// </summary>
/// <param name="newCallId">Makes ids for tool calls, which Ollama may leave out.</param>
/// <param name="tools">The names of the tools that were offered: a model may write a call of one into its text.</param>
public sealed class OllamaReplyReader(Func<string> newCallId, IReadOnlySet<string>? tools = null) : IReplyReader
{
    /// <summary>A text that may be a call is held back until it is whole; one that grows beyond this is none.</summary>
    private const int LongestCall = 256 * 1024;

    private readonly StringBuilder held = new();
    private bool mayBeCall = tools is { Count: > 0 };
    private BlockKind open;
    private bool started, called;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (data.IsEmpty)
            return;
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        var line = document.RootElement;
        if (line.ValueKind != JsonValueKind.Object)
            throw new JsonException("a line is a JSON object");
        if (line.TryGetProperty("error", out var error))
        {
            var text = error.ValueKind == JsonValueKind.String ? error.GetString()! : error.GetRawText();
            sink.On(new() { Kind = ReplyEventKind.Failed, Name = "api_error", Data = Encoding.UTF8.GetBytes(text) });
            return;
        }
        if (!line.TryGetProperty("message", out var message) && !IsDone(line))
            throw new JsonException("a line has a message or is done");
        Start(line, sink);
        if (message.ValueKind == JsonValueKind.Object)
            ReadMessage(message, sink);
        if (IsDone(line))
            Finish(line, sink);
    }

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink) => ReadFrame(body, sink);

    private static bool IsDone(JsonElement line) => line.IsTrue("done");

    private void Start(JsonElement line, IReplySink sink)
    {
        if (started)
            return;
        started = true;
        sink.On(new() { Kind = ReplyEventKind.Started, Name = line.Text("model") });
    }

    private void ReadMessage(JsonElement message, IReplySink sink)
    {
        Piece(BlockKind.Thinking, ReplyEventKind.Thinking, message.Text("thinking"), sink);
        ReadText(message.Text("content"), sink);
        foreach (var call in message.Items("tool_calls"))
            ReadCall(call, sink);
    }

    private void ReadText(string? text, IReplySink sink)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (!mayBeCall)
        {
            Piece(BlockKind.Text, ReplyEventKind.Text, text, sink);
            return;
        }
        held.Append(text);
        mayBeCall = held.Length <= LongestCall && WrittenCalls.MayBegin(held.ToString(0, Math.Min(held.Length, 64)));
        if (!mayBeCall)
            ReleaseText(sink);
    }

    private void ReleaseText(IReplySink sink)
    {
        Piece(BlockKind.Text, ReplyEventKind.Text, held.ToString(), sink);
        held.Clear();
    }

    private void Piece(BlockKind block, ReplyEventKind kind, string? text, IReplySink sink)
    {
        if (string.IsNullOrEmpty(text))
            return;
        if (open != block)
        {
            CloseBlock(sink);
            open = block;
            sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = block });
        }
        sink.On(new() { Kind = kind, Data = Encoding.UTF8.GetBytes(text) });
    }

    private void ReadCall(JsonElement call, IReplySink sink)
    {
        if (!call.TryGetProperty("function", out var function) || function.Text("name") is not { } name)
            throw new JsonException("a tool call names its function");
        ReleaseText(sink);
        var arguments = function.Field("arguments") switch
        {
            null or { ValueKind: JsonValueKind.Null } => "{}",
            { ValueKind: JsonValueKind.String } text => text.GetString()!, // some models hand over the object as a string that holds it
            { } held => held.GetRawText(),
        };
        Call(call.Text("id"), name, arguments, sink);
    }

    // Arguments that can't be made whole are shown as what they are: a call with others would be the gateway's own.
    private void Call(string? id, string name, string arguments, IReplySink sink)
    {
        if (string.IsNullOrWhiteSpace(arguments))
            arguments = "{}";
        if (JsonRepair.ObjectFrom(arguments) is not { } json)
        {
            Piece(BlockKind.Text, ReplyEventKind.Text, $"[The model called the tool {name} with arguments that are not valid JSON: {arguments}]", sink);
            return;
        }
        CloseBlock(sink);
        called = true;
        sink.On(new() { Kind = ReplyEventKind.BlockStarted, Block = BlockKind.ToolCall, Id = string.IsNullOrEmpty(id) ? newCallId() : id, Name = name });
        sink.On(new() { Kind = ReplyEventKind.Arguments, Data = Encoding.UTF8.GetBytes(json) });
        sink.On(new() { Kind = ReplyEventKind.BlockEnded });
    }

    private void Finish(JsonElement line, IReplySink sink)
    {
        ReadHeldCalls(sink);
        CloseBlock(sink);
        var usage = new TokenUsage(line.Int("prompt_eval_count") ?? 0, line.Int("eval_count") ?? 0);
        if (usage != default)
            sink.On(new() { Kind = ReplyEventKind.Usage, Usage = usage });
        var reason = line.Text("done_reason") == "length" ? StopReason.MaxTokens : called ? StopReason.ToolUse : StopReason.EndTurn;
        sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = reason });
        sink.On(new() { Kind = ReplyEventKind.Ended });
    }

    private void ReadHeldCalls(IReplySink sink)
    {
        if (held.Length == 0)
            return;
        var calls = WrittenCalls.Read(held.ToString(), tools!);
        if (calls.Count == 0)
            ReleaseText(sink);
        held.Clear();
        foreach (var call in calls)
            Call(null, call.Name, call.ArgumentsJson, sink);
    }

    private void CloseBlock(IReplySink sink)
    {
        if (open != BlockKind.None)
            sink.On(new() { Kind = ReplyEventKind.BlockEnded });
        open = BlockKind.None;
    }
}
