using System.Text.Json.Serialization;
using Trooper.Core.Usage;

namespace Trooper.Api.Usage;

internal sealed record UsageView(IReadOnlyList<UsageRow> Rows)
{
    public static UsageView Of(UsageBy by, IEnumerable<UsageSum> sums) => new([.. sums.OrderBy(sum => sum.Name, StringComparer.Ordinal).Select(sum => UsageRow.Of(by, sum))]);
}

/// <summary>What one team, key, model or day used; a key's row names its team, too.</summary>
internal sealed record UsageRow(string? Team, string? Key, string? Model, string? Day, long Requests, long InputTokens, long OutputTokens, long TokensSaved, decimal CostUsd)
{
    public static UsageRow Of(UsageBy by, UsageSum sum) => new(
        by == UsageBy.Team ? sum.Name : sum.Team,
        by == UsageBy.Key ? sum.Name : null,
        by == UsageBy.Model ? sum.Name : null,
        by == UsageBy.Day ? sum.Name : null,
        sum.Counts.Requests,
        sum.Counts.InputTokens,
        sum.Counts.OutputTokens,
        sum.Counts.TokensSaved,
        Math.Round(sum.Counts.Cost, 6));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UsageView))]
internal sealed partial class UsageViewJson : JsonSerializerContext;
