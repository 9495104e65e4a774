using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trooper.Core.Conversations;

/// <summary>
/// 128 bits by which this process knows bytes again, many times faster than by a cryptographic hash. The keys are chance and never leave the process:
/// nobody can make up bytes that look like others.
/// </summary>
internal sealed class Fingerprint
{
    private const int Stride = 16;

    private readonly ulong[] keys = MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(6 * sizeof(ulong))).ToArray();

    public UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var (one, other) = (keys[0] ^ (ulong)bytes.Length, keys[1]);
        for (; bytes.Length >= Stride; bytes = bytes[Stride..])
            Add(bytes, ref one, ref other);
        if (!bytes.IsEmpty)
        {
            Span<byte> last = stackalloc byte[Stride];
            last.Clear();
            bytes.CopyTo(last);
            Add(last, ref one, ref other);
        }
        return new(Mix(one ^ keys[2], other ^ keys[3]), Mix(one ^ keys[4], other ^ keys[5]));
    }

    private void Add(ReadOnlySpan<byte> stride, ref ulong one, ref ulong other)
    {
        var first = BinaryPrimitives.ReadUInt64LittleEndian(stride);
        var second = BinaryPrimitives.ReadUInt64LittleEndian(stride[sizeof(ulong)..]);
        one = Mix(first ^ keys[2], second ^ one);
        other = Mix(first ^ keys[3], second ^ other);
    }

    private static ulong Mix(ulong a, ulong b) => Math.BigMul(a, b, out var low) ^ low;
}
