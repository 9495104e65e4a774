namespace Trooper.Api.Operations.Audit;

/// <summary>A file's lines, the last one first, read in pieces: a long log is not read for its latest lines.</summary>
/// <param name="end">Where to begin: behind a line's end.</param>
internal sealed class LinesFromTheEnd(FileStream file, long end)
{
    private const int Piece = 16 * 1024;

    private byte[] read = [];
    private long start = end;

    /// <summary>Where the line that was given last begins.</summary>
    public long Place { get; private set; } = end;

    /// <summary>The line before the one that was given last; null at the file's beginning.</summary>
    public async ValueTask<byte[]?> Next(CancellationToken cancellation)
    {
        if (Place == 0)
            return null;
        int lineEnd, lineStart;
        while (true)
        {
            var held = (int)(Place - start);
            lineEnd = held > 0 && read[held - 1] == '\n' ? held - 1 : held;
            lineStart = read.AsSpan(0, lineEnd).LastIndexOf((byte)'\n') + 1;
            if (lineStart > 0 || start == 0)
                break;
            await ReadMore(held, cancellation);
        }
        Place = start + lineStart;
        return read[lineStart..lineEnd];
    }

    private async ValueTask ReadMore(int held, CancellationToken cancellation)
    {
        var more = (int)Math.Min(Piece, start);
        var longer = new byte[more + held];
        read.AsSpan(0, held).CopyTo(longer.AsSpan(more));
        start -= more;
        file.Position = start;
        await file.ReadExactlyAsync(longer.AsMemory(0, more), cancellation);
        read = longer;
    }
}
