using System.Buffers.Text;

namespace Trooper.Journal.Files;

/// <summary>
/// A line of a journal file: <c>9f3c11aa 0000009a 7 {"e":"opened",…}</c>, that is CRC-32C, length of the body, and the body: a mark and JSON.
/// The checksum covers length and body. The length lets JSON with line breaks of its own (a tool's arguments, kept as they came) stand in a line;
/// a line break within valid JSON is never followed by what looks like the start of a line, so the next line is found even behind a damaged one.
/// </summary>
internal static class JournalLine
{
    /// <summary>Checksum and length, eight digits and a blank each.</summary>
    public const int HeaderLength = 18;

    private const int ChecksumDigits = 8;

    /// <summary>Begins a line, to be followed by its JSON and <see cref="End"/>.</summary>
    public static int Begin(PooledBuffer buffer, LineMark mark)
    {
        var start = buffer.Length;
        var output = buffer.GetSpan(HeaderLength + LineMark.MaxLength + 1);
        var length = HeaderLength + mark.Format(output[HeaderLength..]);
        output[length] = (byte)' ';
        buffer.Advance(length + 1);
        return start;
    }

    public static void End(PooledBuffer buffer, int start)
    {
        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        Seal(buffer.Written(start));
    }

    /// <summary>Fills a whole line's room with a line that says nothing.</summary>
    public static void WriteVoid(Span<byte> line)
    {
        line.Fill((byte)' ');
        new LineMark(LineKind.Void).Format(line[HeaderLength..]);
        line[^1] = (byte)'\n';
        Seal(line);
    }

    /// <summary>Reads the length of the whole line from its header; false when this is no header.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> data, out long length)
    {
        length = 0;
        if (data.Length < HeaderLength || data[ChecksumDigits] != ' ' || data[HeaderLength - 1] != ' ')
            return false;
        if (!Utf8Parser.TryParse(data[..ChecksumDigits], out uint _, out var checksum, 'x') || checksum != ChecksumDigits)
            return false;
        if (!Utf8Parser.TryParse(data[(ChecksumDigits + 1)..(HeaderLength - 1)], out uint body, out var digits, 'x') || digits != ChecksumDigits)
            return false;
        length = HeaderLength + (long)body + 1;
        return true;
    }

    /// <summary>Checks a whole line, line break included, and finds its mark and where its JSON starts.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out LineMark mark, out int json)
    {
        mark = default;
        json = 0;
        if (line[^1] != '\n' || !Utf8Parser.TryParse(line[..ChecksumDigits], out uint checksum, out _, 'x') || checksum != ChecksumOf(line))
            return false;
        var body = line[HeaderLength..^1];
        var blank = body.IndexOf((byte)' ');
        if (blank < 0 || !LineMark.TryParse(body[..blank], out mark))
            return false;
        json = HeaderLength + blank + 1;
        return true;
    }

    private static void Seal(Span<byte> line)
    {
        line[HeaderLength - 1] = (byte)' ';
        Hex((uint)(line.Length - HeaderLength - 1), line[(ChecksumDigits + 1)..]);
        line[ChecksumDigits] = (byte)' ';
        Hex(ChecksumOf(line), line);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> line) => Crc32C.Of(line[(ChecksumDigits + 1)..^1]);

    private static void Hex(uint value, Span<byte> output) => value.TryFormat(output, out _, "x8", provider: null);
}
