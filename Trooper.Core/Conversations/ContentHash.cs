using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trooper.Core.Conversations;

/// <summary>
/// 128 bits of SHA-256 over what a message says, or over a chain of such hashes. Written as 32 hexadecimal digits.
/// </summary>
[JsonConverter(typeof(ContentHashJsonConverter))]
public readonly record struct ContentHash(UInt128 Value)
{
    public static readonly ContentHash None;

    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    public static ContentHash Parse(string text) => new(UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}

internal sealed class ContentHashJsonConverter : JsonConverter<ContentHash>
{
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ContentHash.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[32];
        value.Value.TryFormat(digits, out var length, "x32", CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }
}
