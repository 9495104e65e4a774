using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Trooper.Core.Providers;

/// <summary>What to do about an answer that is no success.</summary>
public enum Verdict
{
    /// <summary>Leave this provider for the next.</summary>
    Next,

    /// <summary>Wait as it says and ask the same provider once more.</summary>
    RetryOnce,

    /// <summary>The client must see it: it is its own mistake, or a key that is refused.</summary>
    Surface,

    /// <summary>The prompt does not fit: a smaller one may, if Trooper built it.</summary>
    TooLong,
}

/// <param name="Trigger">The word for the headers and events.</param>
/// <param name="CountsAgainstProvider">It is a failure of the provider's, for its breaker.</param>
public readonly record struct Judgement(Verdict Verdict, string Trigger, bool CountsAgainstProvider = false)
{
    public const string NetworkError = "network_error", Timeout = "timeout", StreamError = "stream_error", BadResponse = "bad_response",
        CreditBalance = "credit_balance", InsufficientQuota = "insufficient_quota", PromptTooLong = "prompt_too_long";

    /// <summary>A longer wait is none: the next provider answers sooner.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan WaitWithoutHeader = TimeSpan.FromSeconds(2);

    /// <summary>Judges a status and body by what they mean, whichever provider sent them.</summary>
    /// <param name="fallbackStatuses">The statuses that may lead to the next provider; server errors always do.</param>
    /// <param name="retryAfter">The wait that the provider asked for.</param>
    public static Judgement Of(int status, ReadOnlySpan<byte> body, IReadOnlySet<int> fallbackStatuses, TimeSpan? retryAfter)
    {
        var error = UpstreamError.Read(body);
        var maySwitch = fallbackStatuses.Contains(status);
        return status switch
        {
            401 or 403 => new(Verdict.Surface, $"{status}"),
            >= 500 and not 529 => new(Verdict.Next, $"{status}", true),
            400 or 413 when error.IsTooLong => new(Verdict.TooLong, PromptTooLong),
            400 when maySwitch && error.IsAboutMoneyOrKey => new(Verdict.Next, CreditBalance, true),
            400 or 413 or 422 => new(Verdict.Surface, $"{status}"),
            429 when error.IsQuotaGone => maySwitch ? new(Verdict.Next, InsufficientQuota, true) : new(Verdict.Surface, "429"),
            429 when (retryAfter ?? WaitWithoutHeader) <= LongestWait => new(Verdict.RetryOnce, "429", true),
            >= 300 and < 400 => new(Verdict.Next, BadResponse, true),
            _ when maySwitch => new(Verdict.Next, $"{status}", true),
            _ => new(Verdict.Surface, $"{status}"),
        };
    }
}

/// <summary>A provider's error body, whichever envelope it wears: Anthropic's, OpenAI's, Gemini's list, Ollama's string.</summary>
public readonly partial record struct UpstreamError(string Message, string? Type, string? Code, string? Param = null)
{
    private static readonly string[] TooLongWords =
        ["prompt is too long", "maximum context length", "exceed context limit", "context window", "context length", "input token count"];

    private static readonly string[] MoneyWords = ["credit balance", "billing", "quota", "spend limit", "api key not valid", "invalid api key", "invalid x-api-key"];

    private static readonly string[] QuotaCodes = ["insufficient_quota", "credit_balance_exhausted"];

    /// <summary>How long to wait, where it is not a header that says so but the body: Google's <c>RetryInfo</c>.</summary>
    public TimeSpan? RetryDelay { get; init; }

    public bool IsTooLong => Code == "context_length_exceeded" || Says(TooLongWords);

    // A message that begins with a field's path is about the request, whatever words the request held.
    public bool IsAboutMoneyOrKey => Says(MoneyWords) && !IsAboutField;

    public bool IsQuotaGone => QuotaCodes.Contains(Code) || QuotaCodes.Contains(Type) || Code?.EndsWith("spend_limit_reached", StringComparison.Ordinal) == true
        || Code?.EndsWith("spend_limit_exceeded", StringComparison.Ordinal) == true;

    private bool IsAboutField => Message.Split(':')[0] is var head && (head.StartsWith("messages.", StringComparison.Ordinal)
        || head.StartsWith("tools.", StringComparison.Ordinal) || head.StartsWith("system", StringComparison.Ordinal));

    public static UpstreamError Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = JsonLimits.MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (root is { ValueKind: JsonValueKind.Array } && root.GetArrayLength() > 0)
                root = root[0];
            if (root.Text("error") is { } plain)
                return new(plain, null, null);
            var error = root.Object("error") ?? root;
            return new(
                error.Text("message") ?? Plain(body),
                error.Text("type") ?? error.Text("status"),
                error.Text("code") ?? error.Object("details")?.Text("error_code"),
                error.Text("param"))
            {
                RetryDelay = DelayIn(error),
            };
        }
        catch (JsonException)
        {
            return new(Plain(body), null, null);
        }
    }

    private static TimeSpan? DelayIn(JsonElement error)
    {
        var delay = error.Items("details").Select(detail => detail.Text("retryDelay")).FirstOrDefault(text => text is not null);
        return delay is not null && double.TryParse(delay.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9))
            : null;
    }

    private bool Says(string[] phrases)
    {
        var message = Message;
        return phrases.Any(phrase => message.Contains(phrase, StringComparison.OrdinalIgnoreCase));
    }

    // A proxy's page: enough of its words to know whose it is.
    private static string Plain(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 300)]).Trim();
        return text.StartsWith('<') ? string.Join(' ', Tags().Split(text).Select(words => words.Trim()).Where(words => words.Length > 0)) : text;
    }

    [GeneratedRegex("<[^>]*>?")]
    private static partial Regex Tags();
}
