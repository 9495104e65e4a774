using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trooper.Core.Access;

/// <summary>All that is kept of who may use this Trooper: read as a whole, and replaced as a whole.</summary>
public sealed record KeyBook
{
    public static readonly KeyBook Empty = new();

    /// <summary>Every key that was ever made, those revoked included: an id is never another key's.</summary>
    public IReadOnlyList<ApiKey> Keys { get; init => field = value ?? []; } = []; // null where a stored book lacks the field

    public ApiKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);

    public KeyBook With(ApiKey key) => this with { Keys = Find(key.Id) is null ? [.. Keys, key] : [.. Keys.Select(known => known.Id == key.Id ? key : known)] };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, KeyBookJson.Default.KeyBook);

    /// <exception cref="JsonException">It is no key book.</exception>
    public static KeyBook Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, KeyBookJson.Default.KeyBook) ?? throw new JsonException("an object is expected");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(KeyBook))]
internal sealed partial class KeyBookJson : JsonSerializerContext;
