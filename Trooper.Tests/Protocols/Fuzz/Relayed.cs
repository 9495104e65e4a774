using System.Buffers;
using System.Text;
using System.Text.Json;
using Trooper.Core.Protocols.Anthropic;
using Trooper.Core.Protocols.OpenAI.Chat;
using Trooper.Core.Protocols.Replies;
using Trooper.Tests.Protocols.OpenAI.Responses;

namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>A stream as the gateway relays it: read event by event, and written for a client of every protocol.</summary>
internal sealed class Relayed : IReplySink
{
    private readonly ReplyLog log = new();

    private readonly (IReplyWriter Writer, ArrayBufferWriter<byte> Output)[] clients =
    [
        (new AnthropicReplyWriter("msg_1", "sim", 9), new()),
        (new ChatReplyWriter("chatcmpl-1", "sim", DateTimeOffset.UnixEpoch, 9, wantsUsage: true), new()),
        (ReplyScript.NewWriter(), new()),
    ];

    /// <summary>How the reading ended.</summary>
    public string End { get; private set; } = "open";

    /// <summary>Every event, and every byte that clients got.</summary>
    public string Story => string.Join('\n', [End, .. log.Lines, .. clients.Select(client => Encoding.UTF8.GetString(client.Output.WrittenSpan))]);

    public int Written => clients.Sum(client => client.Output.WrittenCount);

    public static Relayed Of(Capture capture, ReadOnlySpan<byte> stream, Func<int> nextChunk)
    {
        var relayed = new Relayed();
        using var frames = capture.NewFrames();
        var reader = capture.NewReader();
        try
        {
            while (!stream.IsEmpty && relayed.IsGoingOn)
            {
                var room = frames.Room().Span;
                var size = Math.Min(Math.Min(room.Length, stream.Length), nextChunk());
                stream[..size].CopyTo(room);
                frames.Filled(size);
                stream = stream[size..];
                while (relayed.IsGoingOn && frames.TryRead())
                    relayed.Read(reader, frames.Data);
            }
            if (relayed.IsGoingOn && frames.TryReadLast())
                relayed.Read(reader, frames.Data);
            if (relayed.IsGoingOn)
                reader.ReadEnd(relayed);
            relayed.End = relayed.log.Recorder.IsEnded ? "ended" : relayed.log.Recorder.ErrorType is null ? "cut" : "failed";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            relayed.End = "not the protocol";
        }
        return relayed;
    }

    public void On(in ReplyEvent reply)
    {
        log.On(reply);
        if (reply.Kind is ReplyEventKind.Failed or ReplyEventKind.Ping)
            return;
        foreach (var (writer, output) in clients)
            writer.Write(reply, output);
    }

    /// <summary>Each event that a client got is one of JSON.</summary>
    public void AssertWellFormed()
    {
        foreach (var (_, output) in clients)
        {
            foreach (var line in Encoding.UTF8.GetString(output.WrittenSpan).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)))
                JsonElement.Parse(line["data: ".Length..]);
        }
    }

    private bool IsGoingOn => log.Recorder is { IsEnded: false, ErrorType: null };

    private void Read(IReplyReader reader, ReadOnlySpan<byte> data)
    {
        if (!data.IsEmpty)
            reader.ReadFrame(data, this);
    }
}
