using System.Text;
using Trooper.Core.Protocols.Framing;
using Trooper.Core.Protocols.Replies;

namespace Trooper.Tests.Protocols;

/// <summary>A reply's events, a line each, as golden files have them; and the message they make.</summary>
internal sealed class ReplyLog : IReplySink
{
    private readonly List<string> lines = [];

    public IReadOnlyList<string> Lines => lines;

    public ReplyRecorder Recorder { get; } = new();

    public void On(in ReplyEvent reply)
    {
        Recorder.On(reply);
        var data = Encoding.UTF8.GetString(reply.Data).ReplaceLineEndings("\\n");
        lines.Add(reply.Kind switch
        {
            ReplyEventKind.Started => $"started {reply.Id} {reply.Name}",
            ReplyEventKind.BlockStarted => $"block {reply.Block} {reply.Id} {reply.Name}".TrimEnd(),
            ReplyEventKind.BlockEnded => "end",
            ReplyEventKind.Usage => $"usage {reply.Usage.Input} {reply.Usage.Output} {reply.Usage.CacheRead}",
            ReplyEventKind.Stopped => $"stopped {reply.Reason}",
            ReplyEventKind.Ended => "ended",
            ReplyEventKind.Failed => $"failed {reply.Name}: {data}",
            var kind => $"{kind.ToString().ToLowerInvariant()} {data}",
        });
    }

    /// <summary>Reads a whole stream, in chunks of the given sizes, over and over.</summary>
    public static ReplyLog OfStream(ReadOnlySpan<byte> stream, IReplyReader reader, params ReadOnlySpan<int> chunks)
    {
        var log = new ReplyLog();
        using var frames = new SseFrameReader();
        for (var turn = 0; !stream.IsEmpty; turn++)
        {
            var room = frames.Room().Span;
            var size = Math.Min(Math.Min(room.Length, stream.Length), chunks.IsEmpty ? int.MaxValue : Math.Max(1, chunks[turn % chunks.Length]));
            stream[..size].CopyTo(room);
            frames.Filled(size);
            stream = stream[size..];
            while (frames.TryRead())
                reader.ReadFrame(frames.Data, log);
        }
        reader.ReadEnd(log);
        return log;
    }

    public static ReplyLog OfWhole(ReadOnlySpan<byte> body, IReplyReader reader)
    {
        var log = new ReplyLog();
        reader.ReadWhole(body, log);
        return log;
    }
}
