using System.Security.Cryptography;

namespace Trooper.Core.Access;

/// <summary>A key on the ring, with who comes by it.</summary>
public sealed class HeldKey
{
    private readonly byte[] hash;
    private readonly CancellationTokenSource withdrawal;

    internal HeldKey(ApiKey key)
        : this(key, Convert.FromHexString(key.Hash), new())
    {
    }

    private HeldKey(ApiKey key, byte[] hash, CancellationTokenSource withdrawal) =>
        (Key, Caller, this.hash, this.withdrawal) = (key, Caller.Of(key), hash, withdrawal);

    public ApiKey Key { get; }

    public Caller Caller { get; }

    /// <summary>Falls when the key is revoked, or gets another secret.</summary>
    public CancellationToken Withdrawn => withdrawal.Token;

    internal UInt128 Place => KeyRing.Place(hash);

    internal bool HasHash(ReadOnlySpan<byte> presented) => CryptographicOperations.FixedTimeEquals(hash, presented);

    internal bool IsSameSecret(HeldKey other) => ReferenceEquals(withdrawal, other.withdrawal);

    /// <summary>The same secret with what else is known of it now; null when it has another.</summary>
    internal HeldKey? As(ApiKey key) => key.Hash == Key.Hash ? new(key, hash, withdrawal) : null;

    internal void Withdraw() => withdrawal.Cancel();
}
