using System.Buffers;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Room to unescape long strings in, one after the other.</summary>
internal sealed class TextScratch : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);

    /// <summary>A string's text, which lives until the next call.</summary>
    public ReadOnlySpan<byte> Utf8(BodyValue value, ReadOnlySpan<byte> body)
    {
        if (!value.IsEscaped)
            return value.Utf8(body);
        var room = Room(value.End - value.Start);
        return room[..value.Reader(body).CopyString(room)];
    }

    public Span<byte> Room(int length)
    {
        if (buffer.Length < length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(length);
        }
        return buffer;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}
