using Trooper.Api.Providers;
using Trooper.Core.Protocols;
using Trooper.Core.Protocols.Anthropic;

namespace Trooper.Api.Turns.Requests;

/// <summary>Which of a client's headers a provider of its own dialect sees, and which of the provider's come back.</summary>
internal static class ForwardedHeaders
{
    private static readonly string[] AnthropicPrefixes = ["anthropic-", "x-stainless-", "x-claude-code-"];

    // The client's organization and project belong to the client's key, which the provider does not see.
    private static readonly string[] OpenAIPrefixes = ["openai-beta", "x-stainless-", "x-codex-"];

    // The trace that a request is part of is the team's own: a provider has no business in it.
    private static readonly string[] UpNames = ["user-agent", "x-app", "originator", "accept", "x-client-request-id"];
    private static readonly string[] DownPrefixes = ["anthropic-", "x-ratelimit-", "openai-"];
    private static readonly string[] DownNames = ["request-id", "x-request-id", "retry-after", "retry-after-ms", "x-should-retry"];

    public static List<KeyValuePair<string, string>> Up(IHeaderDictionary client, Dialect dialect)
    {
        var prefixes = dialect == Dialect.Anthropic ? AnthropicPrefixes : OpenAIPrefixes;
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var (name, values) in client)
        {
            if (IsOneOf(name, prefixes, UpNames))
                headers.AddRange(values.OfType<string>().Select(value => new KeyValuePair<string, string>(name.ToLowerInvariant(), value)));
        }
        if (dialect == Dialect.Anthropic && !client.ContainsKey("anthropic-version"))
            headers.Add(new("anthropic-version", AnthropicTerms.OldestVersion));
        return headers;
    }

    public static IReadOnlyList<KeyValuePair<string, string[]>> Down(UpstreamReply reply) =>
        [.. reply.Headers.Where(header => IsOneOf(header.Key, DownPrefixes, DownNames)).Select(header => new KeyValuePair<string, string[]>(header.Key, [.. header.Value]))];

    private static bool IsOneOf(string name, string[] prefixes, string[] names) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase) || prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
