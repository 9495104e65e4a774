namespace Trooper.Tests.Fakes.Model;

/// <summary>Tells an image's kind from its first bytes, for wire formats that don't say.</summary>
internal static class ImageBytes
{
    public static SeenImage Describe(byte[] bytes) => new(MediaType(bytes), bytes.Length);

    private static string MediaType(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "image/webp",
        _ => "application/octet-stream",
    };
}
