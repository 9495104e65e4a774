using System.Security.Cryptography;

namespace Trooper.Core.Sessions;

/// <summary>Identifiers that sort by time (https://github.com/ulid/spec): 48 bits of milliseconds, 80 of chance, in Crockford's base 32.</summary>
public static class Ulid
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New(TimeProvider time)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        var value = (UInt128)(ulong)time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var b in random)
            value = value << 8 | b;
        return string.Create(26, value, static (text, value) =>
        {
            for (var at = text.Length - 1; at >= 0; at--, value >>= 5)
                text[at] = Digits[(int)(value & 31)];
        });
    }
}
