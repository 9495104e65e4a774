using System.Security.Cryptography;

namespace Trooper.Journal.Access;

/// <summary>The key under which teams' provider keys are kept, in a file beside theirs: a copy of the key store alone does not open them.</summary>
public static class SecretKeyFile
{
    private const string Name = "secret.key";
    private const int KeyBytes = 32;

    /// <param name="folder">The data folder.</param>
    /// <param name="make">Makes one where there is none.</param>
    public static byte[]? Read(string folder, bool make)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            if (!make)
                return null;
            PrivateFile.MakeFolder(folder);
            PrivateFile.Replace(path, RandomNumberGenerator.GetBytes(KeyBytes));
        }
        return File.ReadAllBytes(path) is { Length: KeyBytes } key ? key : throw new InvalidDataException($"{path} is no key of {KeyBytes} bytes");
    }
}
