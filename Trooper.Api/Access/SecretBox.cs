using System.Security.Cryptography;
using System.Text;
using Trooper.Api.Configuration;
using Trooper.Core.Access;
using Trooper.Journal.Access;

namespace Trooper.Api.Access;

/// <summary>
/// Seals teams' provider keys (AES-256-GCM) for the key store, with a key that is not in it: that of <c>TROOPER_SECRET_KEY</c>, or, where the store is a
/// file, one in a file of its own. A seal holds for one team and one provider: put in another's place, it does not open.
/// </summary>
internal sealed class SecretBox(Func<bool, byte[]?> findKey)
{
    private const int NonceBytes = 12, TagBytes = 16;

    public static SecretBox Of(TrooperOptions options) => new(make => options switch
    {
        { SecretKey: { } set } => set,
        { Database: null } => SecretKeyFile.Read(options.DataFolder, make),
        _ => null,
    });

    /// <exception cref="SettingException">There is no key to seal with.</exception>
    public byte[] Seal(string team, string provider, string secret)
    {
        var key = findKey(true) ?? throw new SettingException("TROOPER_SECRET_KEY", "", "32 random bytes in base64, the same on every node, as provider keys are kept in a database only under a key that is not there");
        var plain = Encoding.UTF8.GetBytes(secret);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Place(team, provider));
        return box;
    }

    /// <returns>Null when it can't be opened: the key is gone, or another.</returns>
    public string? Open(TeamSecret secret)
    {
        var (box, length) = (secret.Sealed, secret.Sealed.Length - NonceBytes - TagBytes);
        if (length < 0 || findKey(false) is not { } key)
            return null;
        var plain = new byte[length];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, length), box.AsSpan(NonceBytes + length), plain, Place(secret.Team, secret.Provider));
            return Encoding.UTF8.GetString(plain);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Place(string team, string provider) => Encoding.UTF8.GetBytes($"{team}/{provider}");
}
