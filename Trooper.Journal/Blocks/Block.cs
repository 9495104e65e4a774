using System.Security.Cryptography;

namespace Trooper.Journal.Blocks;

/// <summary>A large string of an event, kept apart from it, and once for all events that hold it.</summary>
/// <param name="Hash">The SHA-256 of the bytes.</param>
/// <param name="Bytes">The string as it stands in JSON, escapes included.</param>
internal readonly record struct Block(BlockHash Hash, ReadOnlyMemory<byte> Bytes)
{
    public static Block Of(ReadOnlyMemory<byte> bytes) => new(new BlockHash(Convert.ToHexStringLower(SHA256.HashData(bytes.Span))), bytes);
}

/// <summary>In hexadecimal digits.</summary>
internal readonly record struct BlockHash(string Digits)
{
    public byte[] ToBytes() => Convert.FromHexString(Digits);

    public static BlockHash Of(byte[] bytes) => new(Convert.ToHexStringLower(bytes));

    public override string ToString() => Digits;
}
