using System.Globalization;
using Trooper.Core.Sitrep;

namespace Trooper.Core.Recovery;

/// <summary>The turn that was under way when the session was last heard of. <paramref name="Request"/> is what it was asked.</summary>
public sealed record InFlightTurn(int Turn, DateTimeOffset StartedAt, string? Provider, string? Request);

public sealed record SessionError(int Turn, DateTimeOffset At, string Message, string? Provider);

/// <summary>What a session knows of itself beside its fold.</summary>
public sealed record SessionSituation(string SessionId, InFlightTurn? InFlight = null, SessionError? LastError = null);

/// <summary>Where a session got to, and where to resume. A parent's report holds its sub-agents' as a tree. Its JSON is in snake_case.</summary>
public sealed record RecoveryReport
{
    public required string SessionId { get; init; }
    public IReadOnlyList<string> CompletedSteps { get; init; } = [];

    /// <summary>The number of the step to go on with: the first that is not completed.</summary>
    public int ResumeFrom { get; init; } = 1;
    public string RecoveryHint { get; init; } = "";
    public IReadOnlyList<CompletedStep> Steps { get; init; } = [];
    public IReadOnlyList<PendingStep> Pending { get; init; } = [];
    public IReadOnlyList<ToolStep> ToolCalls { get; init; } = [];
    public InFlightTurn? InFlight { get; init; }
    public SessionError? LastError { get; init; }
    public SitrepReport Sitrep { get; init; } = SitrepReport.Empty;
    public IReadOnlyList<RecoveryReport> Children { get; init; } = [];

    public static RecoveryReport Of(SessionSituation session, SitrepFold fold, IReadOnlyList<RecoveryReport> children)
    {
        var next = fold.StepCount + 1;
        return new()
        {
            SessionId = session.SessionId,
            CompletedSteps = [.. fold.Steps.Select(step => step.Text)],
            ResumeFrom = next,
            RecoveryHint = string.Create(CultureInfo.InvariantCulture, $"Resume from step {next}"),
            Steps = fold.Steps,
            Pending = fold.Pending,
            ToolCalls = fold.ToolSteps,
            InFlight = session.InFlight,
            LastError = session.LastError,
            Sitrep = fold.Report(),
            Children = children,
        };
    }
}
