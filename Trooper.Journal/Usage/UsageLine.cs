using System.Text.Json.Serialization;
using Trooper.Core.Usage;

namespace Trooper.Journal.Usage;

/// <summary>A line of a day's file.</summary>
internal sealed record UsageLine(string Team, string Key, string Model, long Requests, long InputTokens, long OutputTokens, long TokensSaved, decimal Cost)
{
    public static UsageLine Of(in UsageEntry entry) => new(
        entry.Key.Team,
        entry.Key.Key,
        entry.Key.Model,
        entry.Counts.Requests,
        entry.Counts.InputTokens,
        entry.Counts.OutputTokens,
        entry.Counts.TokensSaved,
        entry.Counts.Cost);

    public UsageEntry On(DateOnly day) => new(new(Team, Key, Model, day), new(Requests, InputTokens, OutputTokens, TokensSaved, Cost));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(UsageLine))]
internal sealed partial class UsageJson : JsonSerializerContext;
