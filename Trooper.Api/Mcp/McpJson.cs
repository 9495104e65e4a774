using System.Text.Json.Serialization;
using Trooper.Core.Recovery;

namespace Trooper.Api.Mcp;

/// <summary>What was done, what is open, and where to resume.</summary>
internal sealed record StepsView(
    string SessionId,
    IReadOnlyList<CompletedStep> Completed,
    IReadOnlyList<PendingStep> Pending,
    IReadOnlyList<ToolStep> ToolCalls,
    int ResumeFrom,
    string RecoveryHint)
{
    public static StepsView Of(RecoveryReport report) => new(report.SessionId, report.Steps, report.Pending, report.ToolCalls, report.ResumeFrom, report.RecoveryHint);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StepsView))]
[JsonSerializable(typeof(FoundTurns))]
[JsonSerializable(typeof(WholeTurn))]
internal sealed partial class McpJson : JsonSerializerContext;
