namespace Trooper.Core.Access;

/// <summary>Where the key book is kept. Several processes may read and change it at once.</summary>
public interface IKeyStore : IAsyncDisposable
{
    /// <exception cref="KeyStoreException">It can't be read now.</exception>
    Task<KeyBook> Read(CancellationToken cancellation);

    /// <summary>Changes the book while nobody else does.</summary>
    /// <param name="change">What the book is to be, given what it is. It may throw: then nothing is changed.</param>
    /// <param name="cancellation">Stops waiting for others.</param>
    /// <returns>The book as it is now.</returns>
    /// <exception cref="KeyStoreException">It can't be changed now.</exception>
    Task<KeyBook> Change(Func<KeyBook, KeyBook> change, CancellationToken cancellation);

    /// <summary>Comes when the book may have been changed by others, and after half a second at most anyway.</summary>
    Task Changed(CancellationToken cancellation);
}

/// <summary>The key book can't be had. The message is for who runs this Trooper, and holds no secret.</summary>
public sealed class KeyStoreException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>It may pass by itself: the database is away.</summary>
    public bool MayPass { get; init; }
}
