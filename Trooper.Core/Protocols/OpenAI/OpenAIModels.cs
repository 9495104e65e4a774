namespace Trooper.Core.Protocols.OpenAI;

/// <summary>What OpenAI's models take, by their names: the API has no list of capabilities.</summary>
public static class OpenAIModels
{
    /// <summary>The model is OpenAI's own, and not one of those that others offer under its protocol.</summary>
    public static bool IsOpenAIs(string model)
    {
        var name = WithoutVendor(model);
        return name.StartsWith("gpt-") || name.StartsWith("chatgpt-") || IsOSeries(name);
    }

    /// <summary>
    /// A reasoning model refuses sampling, <c>stop</c> and <c>max_tokens</c>, and prefers the <c>developer</c> role
    /// (https://platform.openai.com/docs/guides/reasoning).
    /// </summary>
    public static bool Reasons(string model)
    {
        var name = WithoutVendor(model);
        return IsOSeries(name)
            || (Version(name).Major >= 5 && !name.Contains("-chat", StringComparison.Ordinal))
            || (name.StartsWith("gpt-") && name.EndsWith("-reasoning"));
    }

    /// <summary>The model takes function tools on <c>/v1/responses</c> only.</summary>
    public static bool NeedsResponsesForTools(string model)
    {
        var name = WithoutVendor(model);
        return Reasons(model) && !IsOSeries(name) && (Version(name) == default || IsNewer(name, 5, 3));
    }

    /// <summary>The <c>reasoning_effort</c> nearest to what is asked; null leaves it to the model.</summary>
    public static string? EffortFor(string model, Effort effort) => effort switch
    {
        Effort.Off => Version(WithoutVendor(model)) switch
        {
            (5, 0) => "minimal",
            (5, _) => "none",
            _ => "low",
        },
        Effort.Low => "low",
        Effort.Medium => "medium",
        Effort.High => "high",
        Effort.Highest => IsNewer(WithoutVendor(model), 5, 1) ? "xhigh" : "high",
        _ => null,
    };

    private static bool IsNewer(ReadOnlySpan<char> name, int major, int minor)
    {
        var version = Version(name);
        return version.Major > major || (version.Major == major && version.Minor > minor);
    }

    // Routers put the maker before the name.
    private static ReadOnlySpan<char> WithoutVendor(string model) => model.AsSpan(model.LastIndexOf('/') + 1);

    private static bool IsOSeries(ReadOnlySpan<char> name) => name.Length > 1 && name[0] == 'o' && char.IsAsciiDigit(name[1]);

    /// <summary>Of <c>gpt-5.4-mini</c> 5 and 4; of another kind of name nothing.</summary>
    private static (int Major, int Minor) Version(ReadOnlySpan<char> name)
    {
        if (!name.StartsWith("gpt-"))
            return default;
        var number = name[4..];
        var end = number.IndexOfAnyExcept("0123456789.");
        if (end >= 0)
            number = number[..end];
        var point = number.IndexOf('.');
        int.TryParse(point < 0 ? number : number[..point], out var major);
        var minor = 0;
        if (point >= 0)
            int.TryParse(number[(point + 1)..], out minor);
        return (major, minor);
    }
}
