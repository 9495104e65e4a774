using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Access;
using Trooper.Tests.Gateway.Hosting;

namespace Trooper.Tests.Access;

public sealed class KeyRingTests
{
    private readonly ManualTime time = new();
    private readonly KeyRing ring;

    public KeyRingTests() => ring = new(time);

    [Fact]
    public void A_secret_has_256_random_bits_behind_its_prefix()
    {
        var secret = KeySecret.Mint();

        Assert.Matches("^tr-[A-Za-z0-9_-]{43}$", secret);
        Assert.NotEqual(secret, KeySecret.Mint());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), KeySecret.HashOf(secret));
    }

    [Fact]
    public void A_live_key_is_found_by_its_secret_and_by_nothing_else()
    {
        var secret = KeySecret.Mint();
        ring.Replace(Book(Key("one", secret)));

        Assert.Equal("one", ring.Find(secret)?.Key.Id);
        foreach (var other in new[] { "", "tr-", secret[..^1], secret + "A", secret.ToUpperInvariant(), KeySecret.Mint(), KeySecret.HashOf(secret), "sk-" + secret[3..], new string('t', 10_000) })
            Assert.Null(ring.Find(other));
    }

    [Fact]
    public void A_hash_that_only_begins_alike_is_another()
    {
        var secret = KeySecret.Mint();
        var hash = KeySecret.HashOf(secret);
        ring.Replace(Book(Key("one", secret) with { Hash = hash[..63] + (hash[63] == '0' ? '1' : '0') }));

        Assert.Null(ring.Find(secret));
    }

    [Fact]
    public void A_key_is_worth_nothing_from_the_moment_it_expires()
    {
        var secret = KeySecret.Mint();
        ring.Replace(Book(Key("one", secret) with { ExpiresAt = time.GetUtcNow().AddDays(30) }));

        time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromTicks(1));
        Assert.NotNull(ring.Find(secret));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(ring.Find(secret));
        Assert.Null(ring.FindById("one"));
    }

    [Fact]
    public void A_ring_is_in_use_from_the_first_key_on_though_all_be_revoked()
    {
        Assert.False(ring.IsKnown);
        ring.Replace(KeyBook.Empty);
        Assert.True(ring is { IsKnown: true, IsInUse: false });

        ring.Replace(Book(Key("one", KeySecret.Mint()) with { RevokedAt = time.GetUtcNow() }));
        Assert.True(ring.IsInUse);
    }

    [Fact]
    public void Who_holds_a_key_is_told_when_it_is_revoked_or_gets_another_secret_and_not_before()
    {
        var (first, second) = (KeySecret.Mint(), KeySecret.Mint());
        ring.Replace(Book(Key("one", first), Key("two", second)));
        var (one, two) = (ring.Find(first)!.Withdrawn, ring.Find(second)!.Withdrawn);

        ring.Replace(Book(Key("one", first) with { Name = "renamed" }, Key("two", second)));
        Assert.False(one.IsCancellationRequested);

        ring.Replace(Book(Key("one", first) with { RevokedAt = time.GetUtcNow() }, Key("two", KeySecret.Mint())));
        Assert.True(one.IsCancellationRequested);
        Assert.True(two.IsCancellationRequested);
        Assert.Null(ring.Find(first));
        Assert.Null(ring.Find(second));
    }

    private static KeyBook Book(params ApiKey[] keys) => new() { Keys = keys };

    private ApiKey Key(string id, string secret) =>
        new() { Id = id, Hash = KeySecret.HashOf(secret), Team = "blue", Name = "a test", Role = KeyRole.Member, CreatedAt = time.GetUtcNow() };
}
