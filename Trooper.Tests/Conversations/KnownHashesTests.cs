using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Conversations;

namespace Trooper.Tests.Conversations;

public sealed class KnownHashesTests
{
    [Fact]
    public void A_hash_is_the_same_when_it_is_known_as_when_it_was_made()
    {
        var hashes = new KnownHashes();
        var texts = Enumerable.Range(0, 300).Select(length => Encoding.UTF8.GetBytes(new string('m', length))).ToList();

        foreach (var text in texts.Concat(texts))
            Assert.Equal(Sha256(text), hashes.Of(text));
    }

    [Fact]
    public void What_displaces_another_is_not_taken_for_it()
    {
        var hashes = new KnownHashes();

        // Twice as many as there are places.
        for (var number = 0; number < 2 << 16; number++)
            hashes.Of(BitConverter.GetBytes(number));

        for (var number = 0; number < 2 << 16; number += 97)
            Assert.Equal(Sha256(BitConverter.GetBytes(number)), hashes.Of(BitConverter.GetBytes(number)));
    }

    [Fact]
    public void Many_threads_at_once_get_the_right_hashes()
    {
        var hashes = new KnownHashes();

        Parallel.For(0, 20_000, number =>
        {
            var bytes = BitConverter.GetBytes(number % 500);
            Assert.Equal(Sha256(bytes), hashes.Of(bytes));
        });
    }

    [Fact]
    public void Each_byte_and_the_length_count_in_a_fingerprint()
    {
        var fingerprint = new Fingerprint();
        var bytes = new byte[70];
        var seen = new HashSet<UInt128>();

        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.True(seen.Add(fingerprint.Of(bytes.AsSpan(0, length))), $"{length} zeros");
            for (var at = 0; at < length; at++)
            {
                bytes[at] = 1;
                Assert.True(seen.Add(fingerprint.Of(bytes.AsSpan(0, length))), $"byte {at} of {length}");
                bytes[at] = 0;
            }
        }
    }

    private static ContentHash Sha256(byte[] bytes)
    {
        var digest = SHA256.HashData(bytes);
        return new(Unsafe.ReadUnaligned<UInt128>(ref digest[0]));
    }
}
