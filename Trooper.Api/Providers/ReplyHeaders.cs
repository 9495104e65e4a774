using System.Globalization;
using Trooper.Api.Configuration;
using Trooper.Core.Providers;

namespace Trooper.Api.Providers;

/// <summary>What a provider's headers say of its limits.</summary>
internal static class ReplyHeaders
{
    extension(UpstreamReply reply)
    {
        public Judgement Judge(TrooperOptions options, TimeProvider time) =>
            Judgement.Of(reply.Status, reply.Error.Span, options.FallbackStatuses, reply.RetryAfter(time));

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
            return null;
        }

        /// <summary>When the provider said it would be back: what it asked to wait, or when a quota that is used up resets, whichever is later.</summary>
        public DateTimeOffset? BackAt(TimeProvider time)
        {
            var now = time.GetUtcNow();
            var back = now + reply.RetryAfter(time);
            foreach (var (name, values) in reply.Headers)
            {
                if (!name.EndsWith("-remaining", StringComparison.OrdinalIgnoreCase) || values.FirstOrDefault() != "0")
                    continue;
                if (DateTimeOffset.TryParse(reply.Header(name[..^"remaining".Length] + "reset"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset) && (back is null || reset > back))
                    back = reset;
            }
            return back;
        }
    }
}
