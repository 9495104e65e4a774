using Trooper.Core.Access;
using Trooper.Tests.Fakes;

namespace Trooper.Tests.Journal.Access;

/// <summary>What holds for every store of keys. Each store that is opened stands for a process of its own.</summary>
public abstract class KeyStoreContract
{
    private readonly KeyRequest everything = new()
    {
        Team = "blue",
        Name = "the build",
        Role = KeyRole.Admin,
        ExpiresIn = TimeSpan.FromDays(30),
        Providers = ["claude", "ollama"],
        Limits = new() { RequestsPerMinute = 60, TokensPerDay = 1_000_000, ConcurrentStreams = 4, MoneyPerMonth = 49.99m, LocalWhenOver = true },
    };

    protected abstract IKeyStore Open();

    [ContractFact]
    public async Task A_new_store_holds_no_key()
    {
        await using var store = Open();

        Assert.Empty((await store.Read(default)).Keys);
    }

    [ContractFact]
    public async Task A_key_is_read_back_as_it_was_made_and_its_secret_is_not_kept()
    {
        await using var store = Open();
        await using var other = Open();
        var minted = await Smith(store).Create(everything, default);

        var book = await other.Read(default);

        var key = Assert.Single(book.Keys);
        Assert.Equivalent(minted.Key, key, strict: true);
        Assert.Equal(KeySecret.HashOf(minted.Secret), key.Hash);
        Assert.DoesNotContain(minted.Secret, System.Text.Encoding.UTF8.GetString(book.ToJson()));
    }

    [ContractFact]
    public async Task A_change_comes_to_the_rings_of_all_within_a_second()
    {
        await using var store = Open();
        await using var other = Open();
        var ring = new KeyRing(TimeProvider.System);
        var follower = new Locksmith(other, ring, TimeProvider.System);
        await follower.Refresh(default);
        var minted = await Smith(store).Create(everything, default);

        await Until(() => ring.Find(minted.Secret) is not null);
        await Smith(store).Revoke(minted.Key.Id, default);
        await Until(() => ring.Find(minted.Secret) is null);

        async Task Until(Func<bool> isSo)
        {
            var since = TimeProvider.System.GetTimestamp();
            while (!isSo())
            {
                Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, Patience.Limit);
                await other.Changed(default);
                await follower.Refresh(default);
            }
            Assert.InRange(TimeProvider.System.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    [ContractFact]
    public async Task Keys_that_many_make_at_once_are_all_there()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Open()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Smith(stores[number % 4]).Create(everything with { Name = $"{number}" }, default))));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}").Order(), (await stores[0].Read(default)).Keys.Select(key => key.Name).Order());
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [ContractFact]
    public async Task A_rotated_key_has_one_secret_the_new_one()
    {
        await using var store = Open();
        var ring = new KeyRing(TimeProvider.System);
        var smith = new Locksmith(store, ring, TimeProvider.System);
        var before = await smith.Create(everything, default);

        var after = await smith.Rotate(before.Key.Id, default);

        Assert.Null(ring.Find(before.Secret));
        Assert.Equal(before.Key.Id, ring.Find(after!.Secret)?.Key.Id);
        Assert.Equivalent(before.Key with { Hash = after.Key.Hash }, after.Key);
    }

    [ContractFact]
    public async Task What_is_revoked_stays_so_and_what_is_unknown_stays_unknown()
    {
        await using var store = Open();
        var smith = Smith(store);
        var minted = await smith.Create(everything, default);
        var revoked = await smith.Revoke(minted.Key.Id, default);

        Assert.NotNull(revoked!.RevokedAt);
        Assert.Equal(revoked.RevokedAt, (await smith.Revoke(minted.Key.Id, default))!.RevokedAt);
        Assert.Null(await smith.Rotate(minted.Key.Id, default));
        Assert.Null(await smith.Revoke("key-of-nobody", default));
        Assert.Null(await smith.Rotate("key-of-nobody", default));
    }

    protected static Locksmith Smith(IKeyStore store) => new(store, new(TimeProvider.System), TimeProvider.System);
}
