using Trooper.Core.Protocols.Replies;

namespace Trooper.Core.Protocols.Anthropic;

/// <summary>The Messages API's own words.</summary>
public static class AnthropicTerms
{
    public const string OldestVersion = "2023-06-01";

    public static StopReason? StopReasonOf(string? name) => name switch
    {
        null => null,
        "end_turn" => StopReason.EndTurn,
        "max_tokens" => StopReason.MaxTokens,
        "stop_sequence" => StopReason.StopSequence,
        "tool_use" => StopReason.ToolUse,
        "pause_turn" => StopReason.PauseTurn,
        "refusal" => StopReason.Refusal,
        "model_context_window_exceeded" => StopReason.ContextWindowExceeded,
        _ => StopReason.EndTurn,
    };

    public static ReadOnlySpan<byte> NameOf(StopReason reason) => reason switch
    {
        StopReason.MaxTokens => "max_tokens"u8,
        StopReason.StopSequence => "stop_sequence"u8,
        StopReason.ToolUse => "tool_use"u8,
        StopReason.PauseTurn => "pause_turn"u8,
        StopReason.Refusal => "refusal"u8,
        StopReason.ContextWindowExceeded => "model_context_window_exceeded"u8,
        _ => "end_turn"u8,
    };

    /// <summary>The error type that goes with a status (https://docs.anthropic.com/en/api/errors).</summary>
    public static string ErrorTypeOf(int status) => status switch
    {
        400 or 405 or 422 => "invalid_request_error",
        401 => "authentication_error",
        402 => "billing_error",
        403 => "permission_error",
        404 => "not_found_error",
        409 => "conflict_error",
        413 => "request_too_large",
        429 => "rate_limit_error",
        504 => "timeout_error",
        529 or 503 => "overloaded_error",
        >= 400 and < 500 => "invalid_request_error",
        _ => "api_error",
    };
}
