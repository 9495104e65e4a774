using System.Text.RegularExpressions;

namespace Trooper.Core.Access;

/// <summary>A key that somebody wants made.</summary>
public sealed partial record KeyRequest
{
    private const int LongestName = 100;

    private static readonly string[] KnownProviders = ["claude", "gemini", "openai", "ollama"];

    public required string Team { get; init; }
    public required string Name { get; init; }
    public KeyRole Role { get; init; }
    public TimeSpan? ExpiresIn { get; init; }
    public IReadOnlyList<string>? Providers { get; init; }
    public KeyLimits Limits { get; init; } = KeyLimits.None;

    public static bool IsTeam(string team) => TeamName().IsMatch(team);

    /// <summary>What is wrong with it, beginning with the name of the field; null when nothing is.</summary>
    public string? Fault => this switch
    {
        _ when !IsTeam(Team) => $"team: '{Team}' is not accepted: 1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit",
        _ when Name.Length is 0 or > LongestName || Name.Any(char.IsControl) => $"name: 1 to {LongestName} characters are expected, on one line",
        { ExpiresIn: { } span } when span <= TimeSpan.Zero => "expires: a time to come is expected, such as 30d",
        { Providers: { } providers } when providers.Count == 0 || providers.Any(provider => !KnownProviders.Contains(provider)) =>
            $"providers: '{string.Join(',', providers)}' is not accepted: some of {string.Join(',', KnownProviders)}",
        { Limits.RequestsPerMinute: <= 0 } => "rpm: a whole number from 1 is expected",
        { Limits.TokensPerDay: <= 0 } => "tokens_per_day: a whole number from 1 is expected",
        { Limits.ConcurrentStreams: <= 0 } => "streams: a whole number from 1 is expected",
        { Limits.MoneyPerMonth: <= 0 } => "money_per_month: an amount above 0 is expected",
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TeamName();
}
