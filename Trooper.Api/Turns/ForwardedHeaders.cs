using Trooper.Core.Protocols.Anthropic;

namespace Trooper.Api.Turns;

/// <summary>Which of a client's headers a provider of its own dialect sees, and which of the provider's come back.</summary>
internal static class ForwardedHeaders
{
    private static readonly string[] UpPrefixes = ["anthropic-", "x-stainless-", "x-claude-code-"];
    private static readonly string[] UpNames = ["user-agent", "x-app", "accept", "traceparent", "tracestate", "x-client-request-id"];
    private static readonly string[] DownPrefixes = ["anthropic-", "x-ratelimit-", "openai-"];
    private static readonly string[] DownNames = ["request-id", "x-request-id", "retry-after", "retry-after-ms", "x-should-retry"];

    public static List<KeyValuePair<string, string>> Up(IHeaderDictionary client)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in client)
        {
            if (IsOneOf(name, UpPrefixes, UpNames))
                headers.AddRange(values.OfType<string>().Select(value => new KeyValuePair<string, string>(name.ToLowerInvariant(), value)));
        }
        if (!client.ContainsKey("anthropic-version"))
            headers.Add(new("anthropic-version", AnthropicTerms.OldestVersion));
        return headers;
    }

    public static IReadOnlyList<KeyValuePair<string, string[]>> Down(Providers.UpstreamReply reply) =>
        [.. reply.Headers.Where(header => IsOneOf(header.Key, DownPrefixes, DownNames)).Select(header => new KeyValuePair<string, string[]>(header.Key, [.. header.Value]))];

    private static bool IsOneOf(string name, string[] prefixes, string[] names) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase) || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
