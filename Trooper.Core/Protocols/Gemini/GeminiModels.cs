namespace Trooper.Core.Protocols.Gemini;

/// <summary>What Gemini's models take, by their names (https://ai.google.dev/gemini-api/docs/thinking).</summary>
internal static class GeminiModels
{
    /// <summary>The names of listings and of some clients carry it.</summary>
    public const string Prefix = "models/";

    private const int Newest = int.MaxValue;

    public static bool Thinks(string model) => Version(model) is { Major: > 2 } or (2, >= 5);

    /// <summary>From 3 on a call must come back with the thought signature that was on it.</summary>
    public static bool DemandsSignatures(string model) => Version(model).Major >= 3;

    /// <summary>From 3 on thinking has levels, before it a budget.</summary>
    public static bool HasThinkingLevels(string model) => Version(model).Major >= 3;

    public static bool TakesJsonBesideTools(string model) => Version(model).Major >= 3;

    /// <summary>Only the small models of 2.5 can be kept from thinking.</summary>
    public static bool CanNotThink(string model) => Version(model) == (2, 5) && model.Contains("flash", StringComparison.Ordinal);

    // A name without a number (gemini-flash-latest) is that of the newest.
    private static (int Major, int Minor) Version(string model)
    {
        var name = model.AsSpan(model.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix.Length : 0);
        if (!name.StartsWith("gemini-"))
            return (Newest, 0);
        var number = name["gemini-".Length..];
        var end = number.IndexOfAnyExcept("0123456789.");
        if (end >= 0)
            number = number[..end];
        var point = number.IndexOf('.');
        if (!int.TryParse(point < 0 ? number : number[..point], out var major))
            return (Newest, 0);
        var minor = 0;
        if (point >= 0)
            int.TryParse(number[(point + 1)..], out minor);
        return (major, minor);
    }
}
