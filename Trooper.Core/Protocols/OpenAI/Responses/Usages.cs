using System.Text.Json;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Responses;

/// <summary>The counts of a response: input includes what was cached, output what was reasoned.</summary>
internal static class Usages
{
    public static TokenUsage? Read(JsonElement response)
    {
        if (response.Object("usage") is not { } usage)
            return null;
        var details = usage.Object("input_tokens_details");
        return new(usage.Int("input_tokens") ?? 0, usage.Int("output_tokens") ?? 0, details?.Int("cached_tokens") ?? 0, details?.Int("cache_write_tokens") ?? 0)
        {
            Reasoning = usage.Object("output_tokens_details")?.Int("reasoning_tokens") ?? 0,
        };
    }

    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.CacheRead);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", usage.Input + usage.Output);
        json.WriteEndObject();
    }
}
