namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>Bytes inside an address: <c>data:image/png;base64,…</c>. An address of any other form is just that.</summary>
internal static class DataUri
{
    private const string Scheme = "data:", Encoding = ";base64,";

    public static string Write(string? mediaType, string base64) => $"{Scheme}{mediaType ?? "application/octet-stream"}{Encoding}{base64}";

    public static bool TryRead(string address, out string mediaType, out string base64)
    {
        var at = address.StartsWith(Scheme, StringComparison.Ordinal) ? address.IndexOf(Encoding, StringComparison.Ordinal) : -1;
        mediaType = at < 0 ? "" : address[Scheme.Length..at].Split(';')[0];
        base64 = at < 0 ? "" : address[(at + Encoding.Length)..];
        return at >= 0;
    }

    /// <summary>The base64 of an address that holds its bytes, else the address.</summary>
    public static ReadOnlySpan<byte> DataOrAddress(ReadOnlySpan<byte> address)
    {
        var at = address.StartsWith("data:"u8) ? address.IndexOf(";base64,"u8) : -1;
        return at < 0 ? address : address[(at + Encoding.Length)..];
    }
}
