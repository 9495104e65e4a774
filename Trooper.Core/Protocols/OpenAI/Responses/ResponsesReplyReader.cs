using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>
/// Reads OpenAI Responses replies, streamed or whole. Items of unknown kinds (searches that OpenAI runs) and events of unknown types are passed over.
/// </summary>
/// <param name="names">The tools' names where some had to be made to fit; null when the client's own went out.</param>
public sealed class ResponsesReplyReader(ToolNames? names = null) : IReplyReader
{
    private readonly OutputReader output = new(names);
    private bool started;

    public void ReadFrame(ReadOnlySpan<byte> data, IReplySink sink)
    {
        if (data.IsEmpty || data.SequenceEqual("[DONE]"u8) || ReadDelta(data, sink))
            return;
        var reader = new Utf8JsonReader(data, ResponsesJson.Reading);
        using var document = JsonDocument.ParseValue(ref reader);
        ReadEvent(document.RootElement, sink);
    }

    public void ReadWhole(ReadOnlySpan<byte> body, IReplySink sink)
    {
        var reader = new Utf8JsonReader(body, ResponsesJson.Reading);
        using var document = JsonDocument.ParseValue(ref reader);
        var response = document.RootElement;
        if (response.Text("object") != "response")
            throw new JsonException("not a response");
        Start(response, sink);
        End(response, sink);
    }

    // Nearly every frame is a delta, so that one shape is read without a document.
    private bool ReadDelta(ReadOnlySpan<byte> data, IReplySink sink)
    {
        var reader = new Utf8JsonReader(data, ResponsesJson.Reading);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an event is a JSON object");
        if (!reader.Read() || !reader.ValueTextEquals("type"u8) || !reader.Read() || DeltaKinds.Of(ref reader) is not { } kind)
            return false;
        var delta = default(BodyValue);
        var place = default(StreamPlace);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                delta = BodyValue.Read(ref reader, 0);
            }
            else if (reader.ValueTextEquals("sequence_number"u8))
                place = place with { Number = Count(ref reader) };
            else if (reader.ValueTextEquals("output_index"u8))
                place = place with { Item = Count(ref reader) };
            else
                reader.Skip();
        }
        if (delta.IsString)
            Emit(kind, delta, data, place, sink);
        return true;
    }

    private void Emit(DeltaKind kind, BodyValue delta, ReadOnlySpan<byte> data, StreamPlace place, IReplySink sink)
    {
        if (!delta.IsEscaped)
        {
            output.Delta(kind, delta.Utf8(data), place, sink);
            return;
        }
        var unescaped = ArrayPool<byte>.Shared.Rent(delta.End - delta.Start);
        output.Delta(kind, unescaped.AsSpan(0, delta.Reader(data).CopyString(unescaped)), place, sink);
        ArrayPool<byte>.Shared.Return(unescaped);
    }

    private static int Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var count))
            return count;
        reader.Skip();
        return 0;
    }

    private void ReadEvent(JsonElement frame, IReplySink sink)
    {
        var place = new StreamPlace(frame.Int("sequence_number") ?? 0, frame.Int("output_index") ?? 0);
        var type = frame.Text("type");
        switch (type)
        {
            case "response.created" or "response.queued" or "response.in_progress" when frame.Object("response") is { } response:
                Start(response, sink, place);
                break;
            case "response.output_item.added" when frame.Object("item") is { } item:
                output.Begin(item, place, sink);
                break;
            case "response.output_item.done" when frame.Object("item") is { } item:
                output.End(item, place, sink);
                break;
            case "response.reasoning_summary_part.added" when frame.Int("summary_index") > 0:
                output.Delta(DeltaKind.Thinking, "\n\n"u8, place, sink);
                break;
            case "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled" when frame.Object("response") is { } response:
                Start(response, sink, place);
                End(response, sink);
                break;
            case null or "error":
                Fail(frame.Object("error") ?? (type is null ? throw new JsonException("an event has a type") : frame), sink);
                break;
            default:
                if (DeltaKinds.Of(type) is { } kind && frame.Text("delta") is { } delta)
                    output.Delta(kind, Encoding.UTF8.GetBytes(delta), place, sink); // the type did not come first
                else
                    sink.On(new() { Kind = ReplyEventKind.Ping, Place = place }); // it says nothing, but it has a number
                break;
        }
    }

    private void Start(JsonElement response, IReplySink sink, StreamPlace place = default)
    {
        if (started)
        {
            sink.On(new() { Kind = ReplyEventKind.Ping, Place = place });
            return;
        }
        started = true;
        sink.On(new() { Kind = ReplyEventKind.Started, Id = response.Text("id"), Name = response.Text("model"), Place = place });
    }

    private void End(JsonElement response, IReplySink sink)
    {
        if (response.Object("error") is not null || response.Text("status") is "failed" or "cancelled" or "in_progress" or "queued")
        {
            Fail(response.Object("error") ?? response, sink);
            return;
        }
        output.Finish(response, sink);
        if (Usages.Read(response) is { } usage)
            sink.On(new() { Kind = ReplyEventKind.Usage, Usage = usage });
        sink.On(new() { Kind = ReplyEventKind.Stopped, Reason = ReasonOf(response) });
        sink.On(new() { Kind = ReplyEventKind.Ended });
    }

    private StopReason ReasonOf(JsonElement response)
    {
        if (response.Text("status") == "incomplete")
            return response.Object("incomplete_details")?.Text("reason") == "content_filter" ? StopReason.Refusal : StopReason.MaxTokens;
        return output.HasCalls ? StopReason.ToolUse : output.Refused ? StopReason.Refusal : StopReason.EndTurn;
    }

    private static void Fail(JsonElement error, IReplySink sink)
    {
        var message = error.Text("message") ?? $"the response is {error.Text("status") ?? "broken"}";
        sink.On(new() { Kind = ReplyEventKind.Failed, Name = error.Text("code") ?? TypeOf(error), Data = Encoding.UTF8.GetBytes(message) });
    }

    // A flat error's own type is only "error".
    private static string TypeOf(JsonElement error) => error.Text("type") is { } type and not "error" ? type : "server_error";
}
