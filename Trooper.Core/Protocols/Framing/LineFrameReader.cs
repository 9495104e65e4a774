namespace Trooper.Core.Protocols.Framing;

/// <summary>Newline-delimited JSON: a frame is a line, ended by <c>\n</c> only.</summary>
public sealed class LineFrameReader : FrameReader
{
    public override bool TryReadLast()
    {
        if (!HasRemainder)
            return false;
        Append("\n"u8);
        return TryRead();
    }

    protected override int FindEnd(ReadOnlySpan<byte> bytes, ref int searched)
    {
        var at = bytes[searched..].IndexOf((byte)'\n');
        if (at >= 0)
            return searched + at + 1;
        searched = bytes.Length;
        return -1;
    }

    protected override void Payload(ReadOnlySpan<byte> frame, out int from, out int length, out byte[]? copy)
    {
        copy = null;
        var line = frame.Trim(" \t\r\n"u8);
        from = line.IsEmpty ? 0 : frame.IndexOf(line);
        length = line.Length;
    }
}
