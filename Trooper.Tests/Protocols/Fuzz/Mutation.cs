using System.Text;

namespace Trooper.Tests.Protocols.Fuzz;

/// <summary>Damages bytes: on the wire, or in the mind of who wrote them.</summary>
internal static class Mutation
{
    // What breaks structure, rather than words.
    private static readonly byte[][] Scraps =
    [
        .. new[]
        {
            "\"", "{", "}", "[", "]", ",", ":", "null", "true", "0", "-1", "1e999", "9223372036854775808", "\\u0000", "\\ud800", "\\", "\n", "\n\n", "\r", "data:", "data: ", "event: x\n",
            "data: [DONE]\n\n", ": c\n", "[]", "{}", "\"\"", "\"type\":", "\"index\":7,", "\"content\":null", "</think>", "<thought>", "\ufeff", "\ufffd",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC3], [0xFF, 0xFE], [0],
    ];

    public static byte[] Of(byte[] bytes, Random chance)
    {
        for (var wounds = chance.Next(1, 5); wounds > 0; wounds--)
            bytes = Once(bytes, chance);
        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random chance)
    {
        var at = chance.Next(bytes.Length + 1);
        var to = Math.Min(bytes.Length, at + chance.Next(chance.Next(3) == 0 ? 400 : 8));
        return chance.Next(8) switch
        {
            0 => bytes[..at],
            1 => [.. bytes[..at], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[at..]], // said twice
            3 => [.. bytes[..at], .. bytes[to..], .. bytes[at..to]], // said too late
            4 => at < bytes.Length ? [.. bytes[..at], (byte)(bytes[at] ^ 1 << chance.Next(8)), .. bytes[(at + 1)..]] : bytes,
            5 => [.. bytes[..at], .. Scraps[chance.Next(Scraps.Length)], .. bytes[to..]],
            _ => [.. bytes[..at], .. Scraps[chance.Next(Scraps.Length)], .. bytes[at..]],
        };
    }
}
