using Trooper.Core.Sessions;

namespace Trooper.Core.Access;

/// <summary>Makes keys, revokes them and gives them new secrets. What is done here, this process's ring knows before the call returns.</summary>
public sealed class Locksmith(IKeyStore store, KeyRing ring, TimeProvider time)
{
    // What was read before a change must not come to the ring after it.
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Reads what others may have changed.</summary>
    /// <exception cref="KeyStoreException">The store can't be read now; the ring stays as it is.</exception>
    public Task<KeyBook> Refresh(CancellationToken cancellation) => AtTheRing(store.Read, cancellation);

    /// <summary>Makes a key.</summary>
    /// <exception cref="ArgumentException">The request has a fault.</exception>
    public async Task<MintedKey> Create(KeyRequest request, CancellationToken cancellation)
    {
        if (request.Fault is { } fault)
            throw new ArgumentException(fault, nameof(request));
        var secret = KeySecret.Mint();
        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            Id = $"key-{Ulid.New(time)}",
            Hash = KeySecret.HashOf(secret),
            Team = request.Team,
            Name = request.Name,
            Role = request.Role,
            CreatedAt = now,
            ExpiresAt = now + request.ExpiresIn,
            Providers = request.Providers,
            Limits = request.Limits,
        };
        await Change(book => book.With(key), cancellation);
        return new(key, secret);
    }

    /// <summary>Ends a key for good.</summary>
    /// <returns>Null when there is no such key; one that was revoked before stays as it was.</returns>
    public async Task<ApiKey?> Revoke(string id, CancellationToken cancellation)
    {
        var book = await Change(book => book.Find(id) is { RevokedAt: null } key ? book.With(key with { RevokedAt = time.GetUtcNow() }) : book, cancellation);
        return book.Find(id);
    }

    /// <summary>Gives a key a new secret; the old one is worth nothing from now on.</summary>
    /// <returns>Null when there is no such key, or it is not live.</returns>
    public async Task<MintedKey?> Rotate(string id, CancellationToken cancellation)
    {
        var secret = KeySecret.Mint();
        var hash = KeySecret.HashOf(secret);
        var book = await Change(book => book.Find(id) is { } key && key.IsLive(time.GetUtcNow()) ? book.With(key with { Hash = hash }) : book, cancellation);
        return book.Find(id) is { } now && now.Hash == hash ? new(now, secret) : null;
    }

    public Task<KeyBook> Change(Func<KeyBook, KeyBook> change, CancellationToken cancellation) => AtTheRing(token => store.Change(change, token), cancellation);

    private async Task<KeyBook> AtTheRing(Func<CancellationToken, Task<KeyBook>> work, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            var book = await work(cancellation);
            ring.Replace(book);
            return book;
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>A key with its secret, which nobody can ask for again.</summary>
public sealed record MintedKey(ApiKey Key, string Secret)
{
    /// <summary>The id alone: a record would print its secret.</summary>
    public override string ToString() => Key.Id;
}
