using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.OpenAI.Chat;

/// <summary>Chat Completions' own words.</summary>
public static class ChatTerms
{
    /// <summary>The last frame of a stream.</summary>
    public static ReadOnlySpan<byte> Done => "[DONE]"u8;

    public static ReadOnlySpan<byte> FinishReason(StopReason reason) => reason switch
    {
        StopReason.MaxTokens or StopReason.ContextWindowExceeded => "length"u8,
        StopReason.ToolUse => "tool_calls"u8,
        StopReason.Refusal => "content_filter"u8,
        _ => "stop"u8,
    };

    /// <summary>Calls mean that tools are to be run, whatever the provider said, unless it was cut.</summary>
    public static StopReason StopReasonOf(string finishReason, bool hasCalls, bool refused) => finishReason switch
    {
        "length" or "max_tokens" or "model_length" => StopReason.MaxTokens,
        "content_filter" => StopReason.Refusal,
        _ when hasCalls => StopReason.ToolUse,
        _ when refused => StopReason.Refusal,
        _ => StopReason.EndTurn,
    };
}
