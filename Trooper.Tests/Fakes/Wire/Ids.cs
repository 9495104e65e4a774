namespace Trooper.Tests.Fakes.Wire;

/// <summary>Identifiers shaped as each vendor makes them, never the same twice.</summary>
internal sealed class Ids(Random chance)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Hex = "0123456789abcdef";

    private readonly Lock _lock = new();

    public string Letters(string prefix, int length) => prefix + Draw(Base62, length);

    public string Digits16(string prefix, int length) => prefix + Draw(Hex, length);

    // A seeded Random isn't safe to share, and requests come in parallel.
    private string Draw(string alphabet, int length)
    {
        lock (_lock)
        {
            return new string(chance.GetItems<char>(alphabet, length));
        }
    }
}
