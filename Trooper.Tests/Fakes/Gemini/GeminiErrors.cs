using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Gemini;

/// <summary>Google's errors behind OpenAI's path: a list of one.</summary>
internal static class GeminiErrors
{
    public static Reply Reply(Failure failure) => Wire.Reply.Json(Describe(failure).Code, Body(failure));

    public static Frame Frame(Failure failure) => Wire.Frame.Of(Body(failure));

    private static object[] Body(Failure failure)
    {
        var (code, status, message) = Describe(failure);
        return [new { error = new { code, message = failure.Message ?? message, status, details = Details(failure) } }];
    }

    private static object[] Details(Failure failure) => failure.RetryAfter is { } wait
        ? [new Dictionary<string, object> { ["@type"] = "type.googleapis.com/google.rpc.RetryInfo", ["retryDelay"] = $"{wait.TotalSeconds:0}s" }]
        : [];

    private static (int Code, string Status, string Message) Describe(Failure failure) => failure.Kind switch
    {
        FailureKind.Invalid => (400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
        FailureKind.PromptTooLong => (400, "INVALID_ARGUMENT",
            $"The input token count ({failure.Tokens}) exceeds the maximum number of tokens allowed ({failure.Maximum})."),
        FailureKind.Unauthorized => (400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        FailureKind.Forbidden => (403, "PERMISSION_DENIED", "The caller does not have permission"),
        FailureKind.NotFound => (404, "NOT_FOUND", "models/gemini-missing is not found for API version v1main, or is not supported for generateContent."),
        FailureKind.TooLarge => (413, "INVALID_ARGUMENT", "Request payload size exceeds the limit: 20971520 bytes."),
        FailureKind.RateLimited => (429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
        FailureKind.QuotaExhausted => (429, "RESOURCE_EXHAUSTED", "You exceeded your current quota, please check your plan and billing details."),
        FailureKind.Billing or FailureKind.CreditTooLow => (429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted."),
        FailureKind.Unavailable or FailureKind.Overloaded => (503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        FailureKind.Timeout => (504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
        _ => (500, "INTERNAL", "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting"),
    };
}
