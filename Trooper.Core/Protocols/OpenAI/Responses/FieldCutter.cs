namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Says what to cut of an object so that some of its fields go, each with one comma, and the rest stays JSON.</summary>
/// <param name="start">Where the object's first field may begin.</param>
internal struct FieldCutter(int start)
{
    private int previousEnd = start;

    public void Keep(int end) => previousEnd = end;

    /// <summary>The comma before the field goes with it; the first one left takes the comma behind it.</summary>
    public Slice Cut(ReadOnlySpan<byte> body, int nameStart, int end)
    {
        var from = previousEnd;
        if (!body[from..nameStart].Contains((byte)','))
        {
            from = nameStart;
            var behind = end + body[end..].IndexOfAny((byte)',', (byte)'}');
            end = behind >= end && body[behind] == ',' ? behind + 1 : end;
        }
        previousEnd = end;
        return new(from, end - from);
    }
}
