using System.Buffers;

namespace Trooper.Core.Protocols.Framing;

/// <summary>
/// Server-Sent Events (WHATWG HTML, 9.2.6): a frame is everything up to and with a blank line; lines end in <c>\n</c>, <c>\r\n</c> or <c>\r</c>;
/// the payload is its <c>data</c> lines. The event's name is left aside: every protocol here repeats it in the payload.
/// </summary>
public sealed class SseFrameReader : FrameReader
{
    // A frame without its blank line is one that was cut: the standard drops it, and so do clients.
    public override bool TryReadLast() => false;

    protected override int FindEnd(ReadOnlySpan<byte> bytes, ref int searched)
    {
        // searched is always the start of a line.
        while (true)
        {
            var rest = bytes[searched..];
            var at = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (at < 0)
                return -1;
            var isReturn = rest[at] == '\r';
            if (isReturn && at + 1 == rest.Length)
                return -1; // its \n may be the next byte
            var next = searched + at + (isReturn && rest[at + 1] == '\n' ? 2 : 1);
            if (at == 0)
                return next;
            searched = next;
        }
    }

    protected override void Payload(ReadOnlySpan<byte> frame, out int from, out int length, out byte[]? copy)
    {
        from = length = 0;
        copy = null;
        var lines = 0;
        for (var at = 0; at < frame.Length;)
        {
            var line = frame[at..];
            var end = line.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0)
                line = line[..end];
            if (DataOf(line, at == 0, out var skip))
            {
                if (++lines == 1)
                    (from, length) = (at + skip, line.Length - skip);
                else
                    copy = Join(frame.Slice(from, lines == 2 ? length : 0), copy, ref length, line[skip..], frame.Length);
            }
            if (end < 0)
                break;
            at += line.Length + 1;
        }
    }

    private static bool DataOf(ReadOnlySpan<byte> line, bool isFirst, out int skip)
    {
        skip = 0;
        if (isFirst && line.StartsWith("\uFEFF"u8))
            skip = 3;
        if (!line[skip..].StartsWith("data"u8))
            return false;
        skip += 4;
        if (line.Length == skip)
            return true;
        if (line[skip] != ':')
            return false;
        skip++;
        if (line.Length > skip && line[skip] == ' ')
            skip++;
        return true;
    }

    private static byte[] Join(ReadOnlySpan<byte> first, byte[]? copy, ref int length, ReadOnlySpan<byte> line, int capacity)
    {
        if (copy is null)
        {
            copy = ArrayPool<byte>.Shared.Rent(capacity);
            first.CopyTo(copy);
        }
        copy[length++] = (byte)'\n';
        line.CopyTo(copy.AsSpan(length));
        length += line.Length;
        return copy;
    }
}
