using System.Text.Json;
using Trooper.Core.Access;

namespace Trooper.Journal.Access;

/// <summary>
/// The key book as a file in the data folder, beside the journal and not part of it: a command may change it while a server runs. Whoever changes it holds
/// <c>keys.lock</c> meanwhile; whoever reads it finds one book or the next, never half of one.
/// </summary>
public sealed class FileKeyStore(string folder, TimeProvider time) : IKeyStore
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string file = Path.Combine(folder, "keys.json");
    private readonly string lockFile = Path.Combine(folder, "keys.lock");
    private volatile Known known = new([], KeyBook.Empty);

    public async Task<KeyBook> Read(CancellationToken cancellation)
    {
        try
        {
            return File.Exists(file) ? Parse(await File.ReadAllBytesAsync(file, cancellation)) : KeyBook.Empty;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new KeyStoreException($"{file} can't be read: {e.Message}", e);
        }
    }

    public async Task<KeyBook> Change(Func<KeyBook, KeyBook> change, CancellationToken cancellation)
    {
        try
        {
            PrivateFile.MakeFolder(folder);
            await using var held = await Hold(cancellation);
            var before = await Read(cancellation);
            var after = change(before);
            if (ReferenceEquals(before, after))
                return before;
            var bytes = after.ToJson();
            PrivateFile.Replace(file, bytes);
            return Parse(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KeyStoreException($"{file} can't be changed: {e.Message}", e);
        }
    }

    public Task Changed(CancellationToken cancellation) => Task.Delay(LookEvery, time, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The same bytes are the same book: it is looked at every moment, and seldom changes.
    private KeyBook Parse(byte[] bytes)
    {
        var before = known;
        if (bytes.AsSpan().SequenceEqual(before.Bytes))
            return before.Book;
        return (known = new(bytes, KeyBook.Read(bytes))).Book;
    }

    private async Task<FileStream> Hold(CancellationToken cancellation)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(lockFile, PrivateFile.Options(FileMode.OpenOrCreate, FileShare.None));
            }
            catch (IOException) when (time.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(TryAgain, time, cancellation); // another holds it, for the moment of a change
            }
        }
    }

    private sealed record Known(byte[] Bytes, KeyBook Book);
}
