using System.Buffers.Text;

namespace Trooper.Core.Protocols;

/// <summary>
/// Escapes that are half a character (<c>\ud83d</c> with no other half): JSON's grammar allows them, no string can hold them, and providers refuse them.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <returns>Where the first one stands; -1 when there is none.</returns>
    public static int Find(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0)
            return -1;
        for (var at = 0; ;)
        {
            var found = json[at..].IndexOf((byte)'\\');
            if (found < 0)
                return -1;
            at += found;
            if (!TryReadUnit(json[at..], out var unit))
                at += Math.Min(2, json.Length - at); // another escape
            else if (!char.IsSurrogate(unit))
                at += EscapeLength;
            else if (char.IsHighSurrogate(unit) && TryReadUnit(json[(at + EscapeLength)..], out var low) && char.IsLowSurrogate(low))
                at += 2 * EscapeLength;
            else
                return at;
        }
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> json, out char unit)
    {
        unit = default;
        if (json.Length < EscapeLength || json[0] != '\\' || json[1] != 'u')
            return false;
        var isHex = Utf8Parser.TryParse(json[2..EscapeLength], out ushort value, out var read, 'x') && read == EscapeLength - 2;
        unit = (char)value;
        return isHex;
    }
}
