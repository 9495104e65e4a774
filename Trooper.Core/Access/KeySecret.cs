using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Trooper.Core.Access;

/// <summary>The secret of a key: <c>tr-</c> and 256 random bits. It is shown once; only its hash is kept.</summary>
public static class KeySecret
{
    public const string Prefix = "tr-";

    private const int RandomBytes = 32;

    /// <summary>Longer than any secret that was ever minted; what is longer is none, and is not hashed.</summary>
    private const int LongestHashed = 128;

    public static string Mint() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>How a secret is kept (<see cref="ApiKey.Hash"/>).</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <returns>False for what can't be a secret.</returns>
    internal static bool TryHash(ReadOnlySpan<char> presented, Span<byte> hash)
    {
        if (presented.Length > LongestHashed || !presented.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        Span<byte> bytes = stackalloc byte[LongestHashed * 3];
        var length = Encoding.UTF8.GetBytes(presented, bytes);
        SHA256.HashData(bytes[..length], hash);
        return true;
    }
}
