using System.Buffers;
using System.Text.Json;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Numbers the events of a streamed reply.</summary>
internal sealed class EventStream
{
    public int NextNumber { get; set; }

    /// <summary>Begins an event; disposing it writes its end.</summary>
    public EventFrame Begin(IBufferWriter<byte> output, ReadOnlySpan<byte> type) => new(output, type, NextNumber++);
}

/// <summary>One Server-Sent Event with a JSON object whose <c>type</c> is the event's name.</summary>
internal readonly ref struct EventFrame
{
    private readonly IBufferWriter<byte> output;

    public EventFrame(IBufferWriter<byte> output, ReadOnlySpan<byte> type, int number)
    {
        this.output = output;
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        Json = new Utf8JsonWriter(output, ResponsesJson.Writing);
        Json.WriteStartObject();
        Json.WriteString("type"u8, type);
        Json.WriteNumber("sequence_number"u8, number);
    }

    public Utf8JsonWriter Json { get; }

    public void Dispose()
    {
        Json.WriteEndObject();
        Json.Dispose();
        output.Write("\n\n"u8);
    }
}
