namespace Trooper.Core.Protocols;

/// <summary>Says what to cut of an object or a list so that some fields or items go, each with one comma, and the rest stays JSON.</summary>
/// <param name="first">Where the first one may begin.</param>
internal struct FieldCutter(int first)
{
    private int previousEnd = first;

    public void Keep(int end) => previousEnd = end;

    /// <summary>The comma before it goes with it; the first one takes the comma behind it.</summary>
    public Slice Cut(ReadOnlySpan<byte> body, int start, int end)
    {
        var from = previousEnd;
        if (!body[from..start].Contains((byte)','))
        {
            from = start;
            var behind = end + body[end..].IndexOfAny(",}]"u8);
            end = behind >= end && body[behind] == ',' ? behind + 1 : end;
        }
        previousEnd = end;
        return new(from, end - from);
    }
}
