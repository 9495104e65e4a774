using System.Text.Json;
using Trooper.Core.Sessions;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Usage as Chat Completions have it: the prompt's tokens include the cached ones, the completion's include the reasoning.</summary>
internal static class ChatUsage
{
    public static TokenUsage Read(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Read(document.RootElement);
    }

    public static TokenUsage Read(JsonElement usage)
    {
        var input = usage.Int("prompt_tokens") ?? 0;
        var details = usage.Object("prompt_tokens_details");
        // Gemini's completion tokens leave its thinking out; the total has it.
        var output = Math.Max(usage.Int("completion_tokens") ?? 0, (usage.Int("total_tokens") ?? 0) - input);
        return new(input, output, details?.Int("cached_tokens") ?? 0, details?.Int("cache_write_tokens") ?? 0)
        {
            Reasoning = usage.Object("completion_tokens_details")?.Int("reasoning_tokens") ?? 0,
        };
    }

    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens", usage.Input);
        json.WriteNumber("completion_tokens", usage.Output);
        json.WriteNumber("total_tokens", usage.Input + usage.Output);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.CacheRead);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
