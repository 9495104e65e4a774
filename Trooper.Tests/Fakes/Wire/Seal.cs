using System.Security.Cryptography;
using System.Text;

namespace Trooper.Tests.Fakes.Wire;

/// <summary>Marks that only their maker can make and know again: signatures, sealed reasoning.</summary>
internal sealed class Seal
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Mark(string subject) => Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(subject)));
}
