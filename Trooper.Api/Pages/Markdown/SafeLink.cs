namespace Trooper.Api.Pages.Markdown;

/// <summary>Which addresses a page may link to. A model's words are a stranger's: no script, no data, nothing of this server's own.</summary>
internal static class SafeLink
{
    private const int LongestUrl = 2_000;

    /// <summary>The address in its canonical form; null when it is not one to follow.</summary>
    public static string? Clean(string? url)
    {
        if (url is null or { Length: 0 or > LongestUrl } || url.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
            return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed))
            return null;
        // A name before the host is there to deceive: https://bank.example@evil.example.
        var isPlain = parsed.UserInfo.Length == 0;
        return parsed.Scheme switch
        {
            "http" or "https" when isPlain && parsed.Host.Length > 0 => parsed.AbsoluteUri,
            "mailto" => parsed.AbsoluteUri,
            _ => null,
        };
    }
}
