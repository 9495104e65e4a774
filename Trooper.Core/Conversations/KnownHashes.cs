using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Trooper.Core.Conversations;

/// <summary>
/// Hashes of what was hashed lately: agents send the same messages again with every turn. It takes bounded memory, in which later ones displace
/// earlier ones, and any number of threads may use it.
/// </summary>
internal sealed class KnownHashes
{
    private const int Places = 1 << 16;

    private readonly Fingerprint fingerprint = new();
    private readonly Known?[] places = new Known?[Places];

    public ContentHash Of(ReadOnlySpan<byte> bytes)
    {
        var print = fingerprint.Of(bytes);
        ref var place = ref places[(int)((ulong)print % Places)];
        if (Volatile.Read(ref place) is { } known && known.Print == print)
            return known.Hash;
        var hash = Compute(bytes);
        Volatile.Write(ref place, new(print, hash));
        return hash;
    }

    private static ContentHash Compute(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, digest);
        return new(Unsafe.ReadUnaligned<UInt128>(ref digest[0]));
    }

    private sealed record Known(UInt128 Print, ContentHash Hash);
}
