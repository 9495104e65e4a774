namespace Trooper.Core.Usage;

/// <summary>What was used. Input and output are of all providers; of <paramref name="TokensSaved"/> no paid one had to be asked.</summary>
/// <param name="Cost">US dollars, by the price table.</param>
public readonly record struct UsageCounts(long Requests, long InputTokens, long OutputTokens, long TokensSaved, decimal Cost)
{
    /// <summary>Tokens of paid providers.</summary>
    public long PaidTokens => InputTokens + OutputTokens - TokensSaved;

    public static UsageCounts operator +(UsageCounts a, UsageCounts b) =>
        new(a.Requests + b.Requests, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens, a.TokensSaved + b.TokensSaved, a.Cost + b.Cost);
}

/// <summary>Who used which model, on which day of UTC.</summary>
/// <param name="Key">A key's id; empty where no key was needed.</param>
public readonly record struct UsageKey(string Team, string Key, string Model, DateOnly Day);

public readonly record struct UsageEntry(UsageKey Key, UsageCounts Counts);
