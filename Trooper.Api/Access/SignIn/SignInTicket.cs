using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trooper.Core.Access;

namespace Trooper.Api.Access.SignIn;

/// <summary>
/// What a signed-in browser holds in place of the key: the key's id, an id of its own and the time it ends, under a seal that is made from the key's hash.
/// Every node can tell that it is right without having seen the sign-in, and it dies with the key, or with its secret.
/// </summary>
internal sealed record SignInTicket(string KeyId, string Id, DateTimeOffset EndsAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private static readonly byte[] Purpose = "trooper sign-in"u8.ToArray();

    public static SignInTicket For(ApiKey key, TimeProvider time) =>
        new(key.Id, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + Lifetime).ToUnixTimeSeconds()));

    public string Sealed(ApiKey key) => $"{Text}.{Base64Url.EncodeToString(Seal(key))}";

    /// <returns>Null for what is no ticket, has ended, or was signed out, and when its key is not live.</returns>
    public static (SignInTicket Ticket, HeldKey Key)? Read(string text, KeyRing ring, TimeProvider time)
    {
        if (text.Split('.') is not [var keyId, var id, var ends, var seal] || !long.TryParse(ends, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > MostSeconds)
            return null;
        var ticket = new SignInTicket(keyId, id, DateTimeOffset.FromUnixTimeSeconds(seconds));
        if (ticket.EndsAt <= time.GetUtcNow() || ring.FindById(keyId) is not { } held || ring.IsSignedOut(id))
            return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(ticket.Seal(held.Key))), Encoding.UTF8.GetBytes(seal)) ? (ticket, held) : null;
    }

    private static readonly long MostSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private string Text => string.Create(CultureInfo.InvariantCulture, $"{KeyId}.{Id}.{EndsAt.ToUnixTimeSeconds()}");

    private byte[] Seal(ApiKey key) => HMACSHA256.HashData(HMACSHA256.HashData(Convert.FromHexString(key.Hash), Purpose), Encoding.UTF8.GetBytes(Text));
}
