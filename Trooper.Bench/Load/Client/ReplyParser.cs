using System.Buffers.Text;
using System.Text;

namespace Trooper.Bench.Load.Client;

/// <summary>Finds the end of an HTTP/1.1 reply, and its status. It knows what Kestrel sends, no more.</summary>
internal struct ReplyParser
{
    private enum State { Head, Counted, ChunkSize, Chunk, Done }

    private const int LineEnd = 2;

    private State state;
    private long remaining;
    private bool isLastChunk;

    public int Status { get; private set; }

    public readonly bool IsDone => state == State.Done;

    /// <returns>How many of the bytes were taken: the rest is to be given again, with what follows.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (state != State.Done && Step(bytes[taken..]) is > 0 and var step)
            taken += step;
        return taken;
    }

    private int Step(ReadOnlySpan<byte> bytes) => state switch
    {
        State.Head => TakeHead(bytes),
        State.ChunkSize => TakeChunkSize(bytes),
        _ => TakeBody(bytes),
    };

    private int TakeHead(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return 0;
        var head = bytes[..(end + LineEnd)];
        Utf8Parser.TryParse(head["HTTP/1.1 ".Length..], out int status, out _);
        Status = status;
        var length = head.IndexOf("Content-Length: "u8);
        if (length >= 0)
        {
            Utf8Parser.TryParse(head[(length + "Content-Length: ".Length)..], out remaining, out _);
            state = remaining == 0 ? State.Done : State.Counted;
        }
        else
        {
            state = head.IndexOf("Transfer-Encoding: chunked"u8) >= 0
                ? State.ChunkSize
                : throw new InvalidDataException($"a reply without a length: {Encoding.UTF8.GetString(head)}");
        }
        return end + 2 * LineEnd;
    }

    private int TakeChunkSize(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0)
            return 0;
        Utf8Parser.TryParse(bytes[..end], out remaining, out _, 'x');
        isLastChunk = remaining == 0;
        remaining += LineEnd;
        state = State.Chunk;
        return end + LineEnd;
    }

    private int TakeBody(ReadOnlySpan<byte> bytes)
    {
        var taken = (int)Math.Min(remaining, bytes.Length);
        remaining -= taken;
        if (remaining == 0)
            state = state == State.Counted || isLastChunk ? State.Done : State.ChunkSize;
        return taken;
    }
}
