using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trooper.Core.Providers;

namespace Trooper.Core.Protocols.OpenAI;

/// <summary>The status, type and code by which OpenAI tells an error.</summary>
public readonly record struct OpenAIError(int Status, string Type, string? Code);

/// <summary>OpenAI's error envelope, and its errors by what they mean (https://platform.openai.com/docs/guides/error-codes).</summary>
public static class OpenAIErrors
{
    private const string Invalid = "invalid_request_error", Server = "server_error";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An error as an OpenAI client is told of it.</summary>
    public static OpenAIError For(ErrorMeaning meaning) => meaning switch
    {
        ErrorMeaning.Invalid => new(400, Invalid, null),
        ErrorMeaning.TooLong => new(400, Invalid, "context_length_exceeded"),
        ErrorMeaning.Unauthorized => new(401, Invalid, "invalid_api_key"),
        ErrorMeaning.Forbidden => new(403, Invalid, null),
        ErrorMeaning.NotFound => new(404, Invalid, "model_not_found"),
        ErrorMeaning.TooLarge => new(413, Invalid, "request_too_large"),
        ErrorMeaning.RateLimited => new(429, "requests", "rate_limit_exceeded"),
        ErrorMeaning.QuotaGone => new(429, "insufficient_quota", "insufficient_quota"),
        ErrorMeaning.Overloaded => new(503, Server, null),
        ErrorMeaning.TimedOut => new(504, Server, null),
        _ => new(502, Server, null),
    };

    /// <summary>What a provider's error means: its words and codes say more than its status.</summary>
    public static ErrorMeaning MeaningOf(int status, UpstreamError error) => status switch
    {
        _ when error.IsTooLong => ErrorMeaning.TooLong,
        _ when error.IsQuotaGone => ErrorMeaning.QuotaGone,
        400 when error.Message.Contains("API key not valid", StringComparison.OrdinalIgnoreCase) => ErrorMeaning.Unauthorized,
        401 => ErrorMeaning.Unauthorized,
        402 => ErrorMeaning.QuotaGone,
        403 => ErrorMeaning.Forbidden,
        404 => ErrorMeaning.NotFound,
        413 => ErrorMeaning.TooLarge,
        429 => ErrorMeaning.RateLimited,
        503 or 529 => ErrorMeaning.Overloaded,
        408 or 504 => ErrorMeaning.TimedOut,
        >= 400 and < 500 => ErrorMeaning.Invalid,
        _ => ErrorMeaning.Broken,
    };

    /// <summary>Agents compact their history on these words and the code that goes with them.</summary>
    public static string TooLong(int tokens, int maximum) =>
        $"This model's maximum context length is {maximum} tokens. However, your messages resulted in {tokens} tokens. Please reduce the length of the messages.";

    /// <summary>A body for a status of Trooper's own.</summary>
    public static byte[] Body(int status, string message, string? field = null, string? code = null)
    {
        var error = For(MeaningOf(status, new(message, null, code)));
        return Body(error with { Code = code ?? error.Code }, message, field);
    }

    public static byte[] Body(OpenAIError error, string message, string? field = null)
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output, Options))
            Write(json, error, message, field);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(Utf8JsonWriter json, OpenAIError error, string message, string? field = null)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", error.Type);
        json.WriteString("param", field);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
