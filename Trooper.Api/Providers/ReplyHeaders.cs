using System.Globalization;
using System.Text.RegularExpressions;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>What a provider's headers say of its limits.</summary>
internal static partial class ReplyHeaders
{
    extension(UpstreamReply reply)
    {
        public Judgement Judge(IReadOnlySet<int> fallbackStatuses, TimeProvider time) =>
            Judgement.Of(reply.Status, reply.Error.Span, fallbackStatuses, reply.RetryAfter(time));

        /// <summary>The wait that <c>retry-after-ms</c> or <c>Retry-After</c> asks for (RFC 9110, 10.2.3: seconds or a date).</summary>
        public TimeSpan? RetryAfter(TimeProvider time)
        {
            if (double.TryParse(reply.Header("retry-after-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds))
                return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, 1e12));
            var text = reply.Header("Retry-After");
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
                return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9));
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
                return date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero;
            return reply.IsSuccess ? null : UpstreamError.Read(reply.Error.Span).RetryDelay;
        }

        /// <summary>When the provider said it would be back: what it asked to wait, or when a quota that is used up resets, whichever is later.</summary>
        public DateTimeOffset? BackAt(TimeProvider time)
        {
            var now = time.GetUtcNow();
            var back = now + reply.RetryAfter(time);
            foreach (var (name, values) in reply.Headers)
            {
                if (!name.Contains("-remaining", StringComparison.OrdinalIgnoreCase) || values.FirstOrDefault() != "0")
                    continue;
                if (ResetAt(reply.Header(name.Replace("-remaining", "-reset", StringComparison.OrdinalIgnoreCase)), now) is { } reset && (back is null || reset > back))
                    back = reset;
            }
            return back;
        }
    }

    // Anthropic says a time, OpenAI how long it takes from now: 12ms, 1s, 6m0s.
    private static DateTimeOffset? ResetAt(string? text, DateTimeOffset now)
    {
        if (text is null)
            return null;
        if (Duration().Match(text) is { Success: true, Length: > 0 } duration)
            return now + TimeSpan.FromHours(Number(duration, "h")) + TimeSpan.FromMinutes(Number(duration, "m")) + TimeSpan.FromSeconds(Number(duration, "s")) + TimeSpan.FromMilliseconds(Number(duration, "ms"));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    private static double Number(Match match, string unit) => match.Groups[unit] is { Success: true, ValueSpan: var number } ? double.Parse(number, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<h>\d{1,6})h)?(?:(?<m>\d{1,6})m(?!s))?(?:(?<s>\d{1,9}(?:\.\d+)?)s)?(?:(?<ms>\d{1,9}(?:\.\d+)?)ms)?$")]
    private static partial Regex Duration();
}
