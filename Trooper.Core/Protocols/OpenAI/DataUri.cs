namespace Trooper.Core.Protocols.OpenAI;

/// <summary>Bytes in an address: <c>data:image/png;base64,…</c> (RFC 2397). OpenAI's protocols carry images and files so.</summary>
internal static class DataUri
{
    private const string Scheme = "data:", Encoding = ";base64,";

    /// <summary>What stands before the data is short; an address that is not of this kind must not cost a search of all of it.</summary>
    private const int LongestHead = 256;

    public static string Write(string? mediaType, string base64) => $"{Scheme}{mediaType ?? "application/octet-stream"}{Encoding}{base64}";

    public static bool TryRead(string uri, out string mediaType, out string base64)
    {
        mediaType = base64 = "";
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var at = uri.AsSpan(0, Math.Min(uri.Length, LongestHead)).IndexOf(Encoding, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return false;
        mediaType = uri[Scheme.Length..at].Split(';')[0];
        base64 = uri[(at + Encoding.Length)..];
        return true;
    }

    /// <summary>The base64 part, or the whole address where it is of another kind.</summary>
    public static ReadOnlySpan<byte> DataOrAddress(ReadOnlySpan<byte> uri)
    {
        if (!System.Text.Ascii.EqualsIgnoreCase(uri[..Math.Min(uri.Length, Scheme.Length)], "data:"u8))
            return uri;
        var head = uri[..Math.Min(uri.Length, LongestHead)];
        for (var at = Scheme.Length; at + Encoding.Length <= head.Length; at++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(head.Slice(at, Encoding.Length), ";base64,"u8))
                return uri[(at + Encoding.Length)..];
        }
        return uri;
    }
}
