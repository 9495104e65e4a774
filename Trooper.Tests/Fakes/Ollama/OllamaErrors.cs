using Trooper.Tests.Fakes.Wire;

namespace Trooper.Tests.Fakes.Ollama;

/// <summary>Ollama's failures: a status and a sentence.</summary>
internal static class OllamaErrors
{
    public const string TooLong = "the prompt is longer than the context length currently available to the model";

    public static Reply Reply(Failure failure)
    {
        var (status, error) = Describe(failure.Kind);
        return Wire.Reply.Json(status, new { error = failure.Message ?? error });
    }

    public static Frame Frame(Failure failure) => Wire.Frame.Of(new { error = failure.Message ?? Describe(failure.Kind).Error });

    private static (int Status, string Error) Describe(FailureKind kind) => kind switch
    {
        FailureKind.Invalid => (400, "invalid request"),
        FailureKind.PromptTooLong => (400, TooLong),
        FailureKind.TooLarge => (413, "http: request body too large"),
        FailureKind.Unauthorized => (401, "unauthorized"),
        FailureKind.Billing or FailureKind.CreditTooLow => (402, "payment required"),
        FailureKind.Forbidden => (403, "this model requires a subscription"),
        FailureKind.NotFound => (404, "model 'missing' not found"),
        FailureKind.RateLimited => (429, "too many requests"),
        FailureKind.QuotaExhausted => (429, "you have reached your usage limit"),
        FailureKind.Unavailable or FailureKind.Overloaded => (503, "server busy, please try again.  maximum pending requests exceeded"),
        FailureKind.Timeout => (504, "timed out waiting for llama runner to start"),
        _ => (500, "llama runner process has terminated: signal: killed"),
    };
}
