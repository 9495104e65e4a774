using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Trooper.Core.Access;

/// <summary>
/// The keys as this process knows them, in memory: a request asks nobody else. What was read last goes on serving while the store can't be read.
/// </summary>
public sealed class KeyRing(TimeProvider time)
{
    private readonly Lock gate = new();
    private volatile Content? content;

    /// <summary>The book was read at least once.</summary>
    public bool IsKnown => content is not null;

    /// <summary>A key was made at some time. From then on one is asked for, though all be revoked: revoking the last key must not open the door.</summary>
    public bool IsInUse => content is { ById.Count: > 0 };

    /// <summary>The live key that has this secret.</summary>
    public HeldKey? Find(ReadOnlySpan<char> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (content is not { } now || !KeySecret.TryHash(secret, hash))
            return null;
        // How long the look-up takes tells something of the hash at most, which nobody can steer. All of it is compared in constant time.
        return now.ByHash.TryGetValue(Place(hash), out var held) && held.HasHash(hash) && held.Key.IsLive(time.GetUtcNow()) ? held : null;
    }

    /// <summary>The live key of this id.</summary>
    public HeldKey? FindById(string id) =>
        content is { } now && now.ById.TryGetValue(id, out var held) && held.Key.IsLive(time.GetUtcNow()) ? held : null;

    /// <summary>From now on these are the keys. Who holds one that is gone is told at once.</summary>
    public void Replace(KeyBook book)
    {
        List<HeldKey> gone;
        lock (gate)
        {
            if (ReferenceEquals(content?.Book, book))
                return;
            var before = content?.ById ?? [];
            var byId = book.Keys.ToDictionary(key => key.Id, key => before.GetValueOrDefault(key.Id)?.As(key) ?? new HeldKey(key));
            gone = [.. before.Values.Where(held => !byId.TryGetValue(held.Key.Id, out var now) || !now.IsSameSecret(held) || now.Key.RevokedAt is not null)];
            content = new(book, byId, byId.Values.Where(held => held.Key.RevokedAt is null).ToDictionary(held => held.Place));
        }
        foreach (var held in gone)
            held.Withdraw();
    }

    internal static UInt128 Place(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<UInt128>(hash);

    private sealed record Content(KeyBook Book, Dictionary<string, HeldKey> ById, Dictionary<UInt128, HeldKey> ByHash);
}
