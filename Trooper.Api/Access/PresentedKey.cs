using Trooper.Core.Access;

namespace Trooper.Api.Access;

/// <summary>The key that a request shows: in <c>x-api-key</c>, as Anthropic's clients do, or as a bearer's, as OpenAI's do.</summary>
internal static class PresentedKey
{
    private const string Bearer = "Bearer ";

    /// <summary>Some clients send both headers, one of them made up: whichever is a live key's counts.</summary>
    public static HeldKey? FindKey(this IHeaderDictionary headers, KeyRing ring)
    {
        if (headers["x-api-key"] is { Count: 1 } own && ring.Find(own[0].AsSpan().Trim()) is { } held)
            return held;
        return headers.Authorization is { Count: 1 } said && said[0]!.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? ring.Find(said[0].AsSpan(Bearer.Length).Trim())
            : null;
    }

    public static bool HasKey(this IHeaderDictionary headers) => headers.ContainsKey("x-api-key") || headers.Authorization.Count > 0;
}
