using System.Buffers;

namespace Trooper.Core.Protocols.Framing;

/// <summary>
/// Cuts a stream of bytes into frames, whatever the chunks it comes in. A frame is given out only whole, with the exact bytes it came in
/// (<see cref="Raw"/>) and its payload (<see cref="Data"/>); both live until the next call.
/// </summary>
public abstract class FrameReader : IDisposable
{
    /// <summary>No frame may be longer: a provider that never ends one must not fill the memory. Far above what protocols send.</summary>
    public const int MaxFrameBytes = 64 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
    private int start, end;

    /// <summary>How far behind <see cref="start"/> the bytes are known to hold no frame's end.</summary>
    private int searched;

    public ReadOnlySpan<byte> Raw => buffer.AsSpan(RawStart, RawLength);

    public ReadOnlySpan<byte> Data => dataCopy is null ? buffer.AsSpan(dataStart, dataLength) : dataCopy.AsSpan(0, dataLength);

    private int RawStart { get; set; }

    private int RawLength { get; set; }

    private int dataStart, dataLength;
    private byte[]? dataCopy;

    /// <summary>Bytes that came and are not yet part of a whole frame.</summary>
    public bool HasRemainder => end > start;

    /// <summary>Room for the next bytes.</summary>
    /// <exception cref="InvalidDataException">A frame passed <see cref="MaxFrameBytes"/>.</exception>
    public Memory<byte> Room()
    {
        if (start == end)
            start = end = searched = 0;
        if (buffer.Length - end < 4096)
            MakeRoom();
        return buffer.AsMemory(end);
    }

    public void Filled(int bytes) => end += bytes;

    /// <summary>Takes the next whole frame that has a payload, or the raw bytes of one that has none (a comment), with empty <see cref="Data"/>.</summary>
    public bool TryRead()
    {
        ReturnCopy();
        var bytes = buffer.AsSpan(start, end - start);
        var length = FindEnd(bytes, ref searched);
        if (length < 0)
            return false;
        RawStart = start;
        RawLength = length;
        Payload(bytes[..length], out var from, out dataLength, out dataCopy);
        dataStart = start + from;
        start += length;
        searched = 0;
        return true;
    }

    /// <summary>The stream is over: what remains counts as a frame where the framing says so.</summary>
    public abstract bool TryReadLast();

    public void Dispose()
    {
        ReturnCopy();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = 0;
        GC.SuppressFinalize(this);
    }

    /// <returns>The length of the first frame, or -1; <paramref name="searched"/> then says where to go on.</returns>
    protected abstract int FindEnd(ReadOnlySpan<byte> bytes, ref int searched);

    /// <summary>Finds a frame's payload: a run of it, or a joined copy in a pooled array.</summary>
    protected abstract void Payload(ReadOnlySpan<byte> frame, out int from, out int length, out byte[]? copy);

    protected void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room().Span);
        Filled(bytes.Length);
    }

    private void MakeRoom()
    {
        var held = end - start;
        if (held > MaxFrameBytes)
            throw new InvalidDataException($"an event of more than {MaxFrameBytes} bytes");
        var larger = held * 2 < buffer.Length ? buffer : ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(start, held).CopyTo(larger);
        if (larger != buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        start = 0;
        end = held;
    }

    private void ReturnCopy()
    {
        if (dataCopy is not null)
            ArrayPool<byte>.Shared.Return(dataCopy);
        dataCopy = null;
    }
}
