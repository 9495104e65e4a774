using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Trooper.Journal.Files;

/// <summary>
/// Reads the lines of a part of a file, one after the other. What is no valid line is stepped over up to the next one and reported as damage.
/// Reads are synchronous: they mostly come from the page cache, and the framework has no cheaper way to read a file.
/// </summary>
internal sealed class LineReader(SafeFileHandle file, long start, long end, int bufferSize = LineReader.DefaultBuffer) : IDisposable
{
    private const int DefaultBuffer = 64 * 1024;
    private const int SearchWindow = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(bufferSize);
    private long position = start;
    private long bufferStart = start;
    private int buffered;
    private int json;

    /// <summary>Where the current line, or the damage, starts.</summary>
    public long Offset { get; private set; } = start;

    /// <summary>How long the current line, or the damage, is.</summary>
    public long Length => position - Offset;

    public bool IsDamaged { get; private set; }

    public LineMark Mark { get; private set; }

    public ReadOnlySpan<byte> Line => buffer.AsSpan((int)(Offset - bufferStart), (int)Length);

    public ReadOnlySpan<byte> Json => Line[json..^1];

    /// <summary>Goes on to the next line, or to the next damage. False at the end.</summary>
    public bool Next()
    {
        Offset = position;
        if (position >= end)
            return false;
        IsDamaged = !TryRead(out var claimedEnd);
        if (IsDamaged)
            Resynchronise(IsStart(claimedEnd) ? claimedEnd : end);
        return true;
    }

    /// <summary>Goes on to the next line that is whole. False when there is none.</summary>
    public bool NextWhole()
    {
        while (Next())
        {
            if (!IsDamaged)
                return true;
        }
        return false;
    }

    /// <summary>Leaves a place in the middle of a line for the start of the next one.</summary>
    public void Align() => Resynchronise(end);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private bool TryRead(out long claimedEnd)
    {
        claimedEnd = end;
        if (!JournalLine.TryReadLength(Peek(JournalLine.HeaderLength), out var length) || length > end - Offset || length > Array.MaxLength)
            return false;
        claimedEnd = Offset + length;
        if (!JournalLine.TryRead(Peek((int)length), out var mark, out json))
            return false;
        Mark = mark;
        position += length;
        return true;
    }

    /// <summary>
    /// Goes on behind the next line break that a line follows. <paramref name="limit"/> is where one is known to start, should that line break itself be damaged.
    /// </summary>
    private void Resynchronise(long limit)
    {
        while (position < limit)
        {
            var window = Peek((int)Math.Min(SearchWindow, limit - position));
            var lineBreak = window.IndexOf((byte)'\n');
            position += lineBreak < 0 ? window.Length : lineBreak + 1;
            if (lineBreak >= 0 && JournalLine.TryReadLength(Peek(JournalLine.HeaderLength), out _))
                return;
        }
    }

    private bool IsStart(long offset)
    {
        Span<byte> header = stackalloc byte[JournalLine.HeaderLength];
        return offset < end && JournalLine.TryReadLength(header[..RandomAccess.Read(file, header, offset)], out _);
    }

    /// <summary>The next bytes from the position, as many as asked for unless the end is nearer.</summary>
    private ReadOnlySpan<byte> Peek(int length)
    {
        length = (int)Math.Min(length, end - position);
        var skipped = (int)Math.Min(position - bufferStart, int.MaxValue);
        if (buffered - skipped < length)
            Fill(skipped, length);
        return buffer.AsSpan((int)(position - bufferStart), Math.Min(length, buffered - (int)(position - bufferStart)));
    }

    private void Fill(int skipped, int length)
    {
        var kept = Math.Max(0, buffered - skipped);
        var target = length <= buffer.Length ? buffer : ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan(buffered - kept, kept).CopyTo(target);
        if (target != buffer)
            ArrayPool<byte>.Shared.Return(buffer);
        (buffer, bufferStart, buffered) = (target, position, kept);
        while (buffered < length)
        {
            var room = (int)Math.Min(buffer.Length - buffered, end - bufferStart - buffered);
            var read = RandomAccess.Read(file, buffer.AsSpan(buffered, room), bufferStart + buffered);
            if (read == 0)
                return;
            buffered += read;
        }
    }
}
