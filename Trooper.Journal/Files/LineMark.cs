using System.Buffers.Text;

namespace Trooper.Journal.Files;

internal enum LineKind
{
    /// <summary>One event: <c>7 {…}</c>, its version first.</summary>
    Event,

    /// <summary>The summary that commits the events before it: <c>6..7 {…}</c>. Without it they do not count.</summary>
    Commit,

    /// <summary>The session named is to be erased: <c>delete {…}</c>.</summary>
    Delete,

    /// <summary>The session that a file belongs to, its first line: <c>session {…}</c>.</summary>
    Session,

    /// <summary>Blanks where something erased has stood.</summary>
    Void,
}

/// <summary>What stands before the JSON of a line and says what it is. The versions are those of the events that it holds or commits.</summary>
internal readonly record struct LineMark(LineKind Kind, long From = 0, long To = 0)
{
    /// <summary>Room for the longest mark: two versions and the dots.</summary>
    public const int MaxLength = 42;

    public static LineMark Event(long version) => new(LineKind.Event, version, version);

    /// <summary>An append without events commits an empty range: <c>8..7</c>.</summary>
    public static LineMark Commit(long from, long to) => new(LineKind.Commit, from, to);

    public int Count => (int)(To - From + 1);

    public int Format(Span<byte> output)
    {
        switch (Kind)
        {
            case LineKind.Event:
                Utf8Formatter.TryFormat(From, output, out var length);
                return length;
            case LineKind.Commit:
                Utf8Formatter.TryFormat(From, output, out var first);
                ".."u8.CopyTo(output[first..]);
                Utf8Formatter.TryFormat(To, output[(first + 2)..], out var second);
                return first + 2 + second;
            default:
                var word = WordOf(Kind);
                word.CopyTo(output);
                return word.Length;
        }
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out LineMark mark)
    {
        mark = default;
        if (text.IsEmpty)
            return false;
        if (text[0] is < (byte)'0' or > (byte)'9')
            return TryParseWord(text, out mark);
        if (!Utf8Parser.TryParse(text, out long from, out var read))
            return false;
        if (read == text.Length)
        {
            mark = Event(from);
            return true;
        }
        if (!text[read..].StartsWith(".."u8) || !Utf8Parser.TryParse(text[(read + 2)..], out long to, out var rest) || read + 2 + rest != text.Length)
            return false;
        mark = Commit(from, to);
        return true;
    }

    private static bool TryParseWord(ReadOnlySpan<byte> text, out LineMark mark)
    {
        foreach (var kind in (ReadOnlySpan<LineKind>)[LineKind.Delete, LineKind.Session, LineKind.Void])
        {
            if (!text.SequenceEqual(WordOf(kind)))
                continue;
            mark = new LineMark(kind);
            return true;
        }
        mark = default;
        return false;
    }

    private static ReadOnlySpan<byte> WordOf(LineKind kind) => kind switch
    {
        LineKind.Delete => "delete"u8,
        LineKind.Session => "session"u8,
        _ => "void"u8,
    };
}
