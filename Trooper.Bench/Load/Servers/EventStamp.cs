using System.Buffers.Text;

namespace Trooper.Bench.Load.Servers;

/// <summary>The time when the upstream wrote an event, inside the event. The clock is one for all processes of a machine.</summary>
internal static class EventStamp
{
    /// <summary>Where a stamp goes: as wide as one.</summary>
    public const string Blank = "@0000000000000000000";

    private const int Digits = 19;

    public static byte[] Put(byte[] frame)
    {
        var stamped = frame.ToArray();
        var at = stamped.AsSpan().IndexOf((byte)'@');
        if (at >= 0)
            Utf8Formatter.TryFormat(TimeProvider.System.GetTimestamp(), stamped.AsSpan(at + 1), out _, new('D', Digits));
        return stamped;
    }

    /// <summary>Takes the next stamp of these bytes; what is cut at their end is not counted.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> bytes, out long stamp)
    {
        stamp = 0;
        var at = bytes.IndexOf((byte)'@');
        if (at < 0 || bytes.Length - at <= Digits)
            return false;
        Utf8Parser.TryParse(bytes.Slice(at + 1, Digits), out stamp, out _);
        bytes = bytes[(at + 1 + Digits)..];
        return stamp > 0;
    }
}
