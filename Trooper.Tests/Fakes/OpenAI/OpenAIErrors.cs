using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.OpenAI;

/// <summary>OpenAI's failures: what to do about one is told by its type and code, not by its status.</summary>
internal static class OpenAIErrors
{
    private const string OverQuota =
        "You exceeded your current quota, please check your plan and billing details. "
        + "For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.";

    public static Reply Reply(Failure failure) => Wire.Reply.Json(Status(failure.Kind), new { error = Error(failure) });

    /// <summary>The error inside a chat stream.</summary>
    public static Frame ChatFrame(Failure failure) => Frame.Of(new { error = Error(failure) });

    /// <summary>The error inside a Responses stream, which is flat.</summary>
    public static Frame ResponsesFrame(Failure failure)
    {
        var (type, code, message) = Describe(failure);
        var (said, reason) = (failure.Message ?? message, failure.Code ?? code ?? type);
        var error = new { type = "error", sequence_number = 99, code = reason, message = said, param = failure.Param };
        return Frame.Of(error) with { Event = "error" };
    }

    private static object Error(Failure failure)
    {
        var (type, code, message) = Describe(failure);
        return new { message = failure.Message ?? message, type, param = failure.Param, code = failure.Code ?? code };
    }

    private static int Status(FailureKind kind) => kind switch
    {
        FailureKind.Invalid or FailureKind.PromptTooLong => 400,
        FailureKind.Unauthorized => 401,
        FailureKind.Billing => 402,
        FailureKind.Forbidden => 403,
        FailureKind.NotFound => 404,
        FailureKind.TooLarge => 413,
        FailureKind.RateLimited or FailureKind.QuotaExhausted or FailureKind.CreditTooLow => 429,
        FailureKind.Unavailable or FailureKind.Overloaded => 503,
        FailureKind.Timeout => 504,
        _ => 500,
    };

    private static (string Type, string? Code, string Message) Describe(Failure failure) => failure.Kind switch
    {
        FailureKind.Invalid => ("invalid_request_error", null, "Invalid request"),
        FailureKind.PromptTooLong => ("invalid_request_error", "context_length_exceeded",
            $"This model's maximum context length is {failure.Maximum} tokens. "
            + $"However, your messages resulted in {failure.Tokens} tokens. Please reduce the length of the messages."),
        FailureKind.Unauthorized => ("invalid_request_error", "invalid_api_key",
            "Incorrect API key provided: bad***. You can find your API key at https://platform.openai.com/account/api-keys."),
        FailureKind.Billing => ("billing_error", "billing_hard_limit_reached", "Billing hard limit has been reached."),
        FailureKind.Forbidden => ("invalid_request_error", "model_not_found", "Project `proj_sim` does not have access to model `gpt-sim`."),
        FailureKind.NotFound => ("invalid_request_error", "model_not_found", "The model `gpt-missing` does not exist or you do not have access to it."),
        FailureKind.TooLarge => ("invalid_request_error", null, "Request body too large."),
        FailureKind.RateLimited => ("requests", "rate_limit_exceeded",
            "Rate limit reached for gpt-sim in organization org-sim on requests per min (RPM): Limit 500, Used 500, Requested 1. "
            + "Please try again in 1.5s."),
        FailureKind.QuotaExhausted => ("insufficient_quota", "insufficient_quota", OverQuota),
        FailureKind.CreditTooLow => ("insufficient_quota", "credit_balance_exhausted", OverQuota),
        FailureKind.Unavailable or FailureKind.Overloaded => ("server_error", null, "The engine is currently overloaded, please try again later."),
        _ => ("server_error", null, "The server had an error while processing your request. Sorry about that!"),
    };
}
