using System.Text.Json.Serialization;
using Trooper.Core.Access;

namespace Trooper.Api.Operations.Audit;

/// <summary>An act on one line, as the file and the endpoint show it.</summary>
internal sealed record AuditLine(DateTimeOffset At, ActKind Act, string By, string? Team, string? Subject, string? Detail)
{
    [JsonIgnore]
    public AuditEntry Entry => new(At, new(Act, By) { Team = Team, Subject = Subject, Detail = Detail });

    public static AuditLine Of(AuditEntry entry) => new(entry.At.ToUniversalTime(), entry.Act.Act, entry.Act.By, entry.Act.Team, entry.Act.Subject, entry.Act.Detail);
}

internal sealed record AuditView(IReadOnlyList<AuditLine> Acts, int Count, string? NextCursor);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AuditLine))]
[JsonSerializable(typeof(AuditView))]
internal sealed partial class AuditJson : JsonSerializerContext;
