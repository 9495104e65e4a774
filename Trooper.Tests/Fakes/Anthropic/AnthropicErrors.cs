using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Anthropic;

/// <summary>Anthropic's failures, in its words: agents match on them.</summary>
internal static class AnthropicErrors
{
    public static Reply Reply(Failure failure, string requestId)
    {
        var (status, type, message) = Describe(failure);
        return Wire.Reply.Json(status, new { type = "error", error = new { type, message = failure.Message ?? message }, request_id = requestId });
    }

    public static Frame Frame(Failure failure)
    {
        var (_, type, message) = Describe(failure);
        return Wire.Frame.Of(new { type = "error", error = new { type, message = failure.Message ?? message } }) with { Event = "error" };
    }

    private static (int Status, string Type, string Message) Describe(Failure failure) => failure.Kind switch
    {
        FailureKind.Invalid => (400, "invalid_request_error", "Invalid request"),
        FailureKind.CreditTooLow => (400, "invalid_request_error",
            "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."),
        FailureKind.PromptTooLong => (400, "invalid_request_error", $"prompt is too long: {failure.Tokens} tokens > {failure.Maximum} maximum"),
        FailureKind.Unauthorized => (401, "authentication_error", "invalid x-api-key"),
        FailureKind.Billing => (402, "billing_error",
            "There is an issue with your billing or payment information. Please update your payment details in the Console."),
        FailureKind.Forbidden => (403, "permission_error", "Your API key does not have permission to use the specified resource."),
        FailureKind.NotFound => (404, "not_found_error", "model: claude-missing"),
        FailureKind.TooLarge => (413, "request_too_large", "Request exceeds the maximum size"),
        FailureKind.RateLimited => (429, "rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute."),
        FailureKind.QuotaExhausted => (429, "rate_limit_error",
            "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."),
        FailureKind.Unavailable => (503, "api_error", "Service unavailable"),
        FailureKind.Timeout => (504, "timeout_error", "Request timed out"),
        FailureKind.Overloaded => (529, "overloaded_error", "Overloaded"),
        _ => (500, "api_error", "Internal server error"),
    };
}
