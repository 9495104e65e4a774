namespace Trooper.Core.Protocols;

/// <summary>Finds what to cut so that a field that is Trooper's own leaves valid JSON behind.</summary>
internal static class OwnField
{
    /// <param name="own">The fields found so far; this one is added.</param>
    /// <param name="previousEnd">Where the field before it ends, or just behind the object's brace.</param>
    /// <remarks>The comma before the field goes with it; a first field takes the comma behind it, and then the next one is the first.</remarks>
    public static void Add(List<Slice> own, ReadOnlySpan<byte> body, int previousEnd, int nameStart, int end)
    {
        var commaIsGone = own is [.., var last] && last.End > previousEnd;
        if (!commaIsGone && body[previousEnd..nameStart].Contains((byte)','))
        {
            own.Add(new(previousEnd, end - previousEnd));
            return;
        }
        var behind = body[end..].IndexOfAny((byte)',', (byte)'}');
        var hasComma = behind >= 0 && body[end + behind] == ',';
        own.Add(hasComma ? new(nameStart, end + behind + 1 - nameStart) : new(nameStart, end - nameStart));
    }
}
