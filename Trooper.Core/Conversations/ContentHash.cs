using System.Buffers.Text;
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
    // Lists of sessions hold thousands of these: two halves are parsed where they stand, many times faster than the whole by its string.
    public override ContentHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.ValueSpan is { Length: 32 } digits
            && Utf8Parser.TryParse(digits[..16], out ulong upper, out var first, 'x') && first == 16
            && Utf8Parser.TryParse(digits[16..], out ulong lower, out var second, 'x') && second == 16
            ? new(new UInt128(upper, lower))
            : throw new JsonException("a hash is 32 hexadecimal digits");

    public override void Write(Utf8JsonWriter writer, ContentHash value, JsonSerializerOptions options)
    {
        Span<byte> digits = stackalloc byte[32];
        value.Value.TryFormat(digits, out var length, "x32", CultureInfo.InvariantCulture);
        writer.WriteStringValue(digits[..length]);
    }
}
