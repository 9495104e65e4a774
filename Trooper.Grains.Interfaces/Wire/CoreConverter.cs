using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Trooper.Grains.Wire;

/// <summary>A record of the Core as it travels between nodes: its JSON.</summary>
[GenerateSerializer, Immutable, Alias("trooper.core-json")]
public readonly record struct CoreJson(byte[] Utf8);

/// <summary>Carries a record of the Core, which knows nothing of Orleans. Only for messages that leave the node.</summary>
public abstract class CoreConverter<T>(JsonTypeInfo<T> json) : IConverter<T, CoreJson>
    where T : class
{
    public T ConvertFromSurrogate(in CoreJson surrogate) =>
        JsonSerializer.Deserialize(surrogate.Utf8, json) ?? throw new JsonException($"null is no {typeof(T).Name}");

    public CoreJson ConvertToSurrogate(in T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, json));
}
